import type { Extract } from "../../ports/source.ts";

/** The arguments of one `extract`, as both APIs take them. */
export interface ExtractCall {
  readonly extract: Extract;
  readonly spoolFolder: string;
  readonly signal: AbortSignal;
}
