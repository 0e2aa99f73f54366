import { createHash } from "node:crypto";
import type { Access } from "@lakewright/config";
import type { AccessTable } from "../../src/access/domain/access-table.ts";
import {
  type ColumnAccess,
  type RowSet,
  shownRows,
} from "../../src/access/domain/column-access.ts";
import { evaluateRow, type Row } from "../../src/access/domain/evaluate-row.ts";
import { tableAccess } from "../../src/access/domain/table-access.ts";

/** A row as it is stored, with each value's text, which is what a mask hashes. */
export interface StoredRow {
  readonly values: Row;
  readonly texts: Readonly<Record<string, string | null>>;
}

export interface SeenTable {
  readonly columns: readonly string[];
  /** In no order. */
  readonly rows: readonly (readonly Row[string][])[];
}

/** Stored rows as a role sees them by the rules alone; undefined = it may not read the table. */
export function seenByRules(
  access: Access,
  role: string,
  table: AccessTable,
  { stored, hashKey }: { readonly stored: readonly StoredRow[]; readonly hashKey: string },
): SeenTable | undefined {
  const decided = tableAccess(access, role, table);
  const shown = decided.columns.filter((column) => column.access !== "none");
  if (decided.rows === undefined || shown.length === 0) return undefined;
  const visible = stored.filter(({ values }) => holds(decided.rows, values));
  return {
    columns: shown.map(({ column }) => column),
    rows: visible.map((row) => shown.map((column) => cellOf(column, row, hashKey))),
  };
}

function cellOf(seen: ColumnAccess, { values, texts }: StoredRow, hashKey: string): Row[string] {
  const { column } = seen;
  if (!holds(shownRows(seen), values)) return null;
  if (seen.access !== "masked") return values[column] ?? null;
  const { mask } = seen;
  if (mask.kind === "constant") return mask.value;
  const text = texts[column] ?? null;
  return text === null
    ? null
    : createHash("sha256")
        .update(hashKey + text)
        .digest("hex");
}

function holds(rows: RowSet, row: Row): boolean {
  if (rows === undefined || rows === "all") return rows === "all";
  return evaluateRow(rows, row) === true;
}
