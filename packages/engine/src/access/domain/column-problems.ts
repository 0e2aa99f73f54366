import type { AccessExpectation } from "@lakewright/config";
import { type AccessTable, columnNames } from "./access-table.ts";
import { comparedColumns } from "./find-row.ts";

type Allowed = Extract<AccessExpectation, { readonly kind: "allowed" }>;

/**
 * Columns that an access test names and the table does not have: that they are hidden would always be true. Of a table that is not
 * loaded, no column is known to be missing.
 */
export function missingColumns(expects: AccessExpectation, table: AccessTable): readonly string[] {
  if (expects.kind === "denied" || table.isDeclaredOnly) return [];
  const { columns = [], hides, rows } = expects;
  const named = new Set([...columns, ...hides, ...comparedColumns(rows)]);
  const known = columnNames(table);
  return [...named].filter((name) => !known.includes(name));
}

/** Deviations of the visible columns from those that a test expects. Partition keys cannot be hidden, so a test need not list them. */
export function columnProblems(
  { columns, hides }: Allowed,
  visible: readonly string[],
  { partitionKeys }: AccessTable,
): readonly string[] {
  const seen = visible.filter((name) => !partitionKeys.includes(name));
  const shown = hides.filter((name) => visible.includes(name)).map((name) => `sees ${name}`);
  if (!columns) return shown;
  const wanted = columns.filter((name) => !partitionKeys.includes(name));
  return [
    ...shown,
    ...seen.filter((name) => !wanted.includes(name)).map((name) => `also sees ${name}`),
    ...wanted.filter((name) => !seen.includes(name)).map((name) => `does not see ${name}`),
  ];
}
