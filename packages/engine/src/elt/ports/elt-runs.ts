/** The record of a build of one project, when it begins. */
export interface EltRunOpening {
  /** Builds that are published together share it. */
  readonly loadId: string;
  readonly project: string;
  /** By the sources' clock. */
  readonly startedAt: Date;
  /** Digest of everything that the project is built from. */
  readonly input: string;
}

/** `cancelled` = somebody stopped it, or another project of the same build failed; `interrupted` = its process is gone. */
export type EltRunStatus =
  | "running"
  | "published"
  | "unchanged"
  | "failed"
  | "cancelled"
  | "interrupted";

export interface EltRunEnding {
  readonly status: Exclude<EltRunStatus, "running">;
  /** By the sources' clock. */
  readonly endedAt: Date;
  /** Why it failed; empty if it did not. */
  readonly message: string;
}

export interface EltRunRecord extends EltRunOpening {
  readonly status: EltRunStatus;
  readonly endedAt: Date | undefined;
  readonly message: string;
}

/** Records of builds. */
export interface EltRuns {
  /** Fails with `flow_busy`, naming the process and its age, while another live process builds: projects share the warehouse's state. */
  open(run: EltRunOpening): Promise<void>;
  close(run: Pick<EltRunOpening, "loadId" | "project">, ending: EltRunEnding): Promise<void>;
  /** Builds whose process is gone and that nobody has closed, oldest first. */
  left(): Promise<readonly Pick<EltRunOpening, "loadId" | "project">[]>;
  /** Of one project, newest first. */
  runs(project: string, limit: number): Promise<readonly EltRunRecord[]>;
  /** The newest build of a project that was published, however long ago. */
  lastPublished(project: string): Promise<EltRunRecord | undefined>;
}
