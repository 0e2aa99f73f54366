/** What a run says while it works; rows and bytes are totals so far. */
export interface Progress {
  readonly flow: string;
  readonly phase: "describe" | "extract" | "publish" | "register" | "merge";
  readonly rows: number;
  readonly bytes: number;
  /** Rows expected, where the source could tell. */
  readonly expectedRows: number | undefined;
}

export type ReportProgress = (progress: Progress) => void;
