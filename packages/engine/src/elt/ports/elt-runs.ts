/** A build of one project, as it is remembered. */
export interface EltRunOpening {
  /** Builds that are published together share it. */
  readonly loadId: string;
  readonly project: string;
  /** By the sources' clock. */
  readonly startedAt: Date;
  /** Digest of all that the project is built from. */
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
  readonly status: Exclude<EltRunStatus, "running" | "interrupted">;
  /** By the sources' clock. */
  readonly endedAt: Date;
  /** What went wrong; empty if nothing did. */
  readonly message: string;
}

export interface EltRunRecord extends EltRunOpening {
  readonly status: EltRunStatus;
  readonly endedAt: Date | undefined;
  readonly message: string;
}

/** Which builds there were. */
export interface EltRuns {
  open(run: EltRunOpening): Promise<void>;
  close(run: Pick<EltRunOpening, "loadId" | "project">, ending: EltRunEnding): Promise<void>;
  /** Of one project, newest first. */
  runs(project: string, limit: number): Promise<readonly EltRunRecord[]>;
}
