import type { Mask, RowExpression } from "@lakewright/config";
import type { GrantReason } from "./grant-reason.ts";

/** Rows that an expression selects, all of them, or none (undefined). */
export type RowSet = RowExpression | "all" | undefined;

/** How much of a column a role sees, and in which rows; other visible rows show NULL. */
export type ColumnDecision = { readonly because: readonly GrantReason[] } & (
  | { readonly access: "none" }
  | {
      readonly access: "masked";
      readonly mask: Mask["as"];
      /** Rows in which the mask is visible. */
      readonly rows: NonNullable<RowSet>;
    }
  | { readonly access: "filtered"; readonly rows: RowExpression }
  | { readonly access: "full" }
);

/** Access of a role to one column. */
export type ColumnAccess = { readonly column: string } & ColumnDecision;

export type MaskedColumn = Extract<ColumnAccess, { readonly access: "masked" }>;

/** Rows in which the column's value, or its mask, is visible. */
export function shownRows(column: ColumnDecision): RowSet {
  switch (column.access) {
    case "none":
      return undefined;
    case "masked":
    case "filtered":
      return column.rows;
    case "full":
      return "all";
  }
}

/** Whether the role reads the column's own values, if only in some rows. */
export function showsValues({ access }: Pick<ColumnDecision, "access">): boolean {
  return access === "full" || access === "filtered";
}
