/** Progress of a run; rows and bytes are totals so far. */
export interface Progress {
  readonly flow: string;
  readonly phase: "describe" | "extract" | "publish" | "register" | "merge";
  readonly rows: number;
  readonly bytes: number;
  /** Undefined where the source could not count them. */
  readonly expectedRows: number | undefined;
}

export type ReportProgress = (progress: Progress) => void;
