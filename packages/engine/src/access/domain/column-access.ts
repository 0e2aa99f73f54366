import type { Mask, RowExpression } from "@lakewright/config";
import type { GrantReason } from "./grant-reason.ts";

/** Rows that an expression selects, all of them, or none (undefined). */
export type RowSet = RowExpression | "all" | undefined;

/** What a role sees of one column. */
export interface ColumnAccess {
  readonly column: string;
  /** `filtered`: the value in the rows of `rows`, NULL in other visible rows. */
  readonly access: "none" | "masked" | "filtered" | "full";
  /** Rows in which the value, or its mask, is visible; undefined = none. */
  readonly rows: RowSet;
  readonly mask: Mask["as"] | undefined;
  readonly because: readonly GrantReason[];
}
