import type { EltResult } from "../ports/elt-builder.ts";

/** A build that nobody sees: why, what hangs on it, and where it can be looked at. */
export interface EltFailure {
  readonly loadId: string;
  readonly project: string;
  readonly owner: string;
  readonly failed: readonly {
    /** `column`: one of a mart that shows what it must not; `source`: a table of the lake that is stale. */
    readonly kind: EltResult["kind"] | "column" | "source";
    readonly name: string;
    readonly message: string;
  }[];
  /** Models that the failure reaches, near and far: what readers keep seeing in its older state. */
  readonly downstream: readonly string[];
  /** Empty if there is none: nothing was built. */
  readonly file: string;
  /** What dbt said, where it ended without results. */
  readonly said: string;
}
