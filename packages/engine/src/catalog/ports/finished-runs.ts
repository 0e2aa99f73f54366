import type { FinishedRun } from "../domain/end-of-run-event.ts";

/** A flow whose runs are listed: its name, and where it writes (`s3://bucket[/prefix]`). */
export interface RunSource {
  readonly flow: string;
  readonly destination: string;
}

/** Runs that started at or after `since` and have ended, well or not, in any order, as the service remembers them. */
export type FinishedRuns = (source: RunSource, since: Date) => Promise<readonly FinishedRun[]>;
