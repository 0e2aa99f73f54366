import type { AccessExpectation } from "@lakewright/config";
import type { AccessTable } from "./access-table.ts";

type Allowed = Extract<AccessExpectation, { readonly kind: "allowed" }>;

/** What is wrong with the columns that are seen. Partition keys can never be hidden, so that a test need not list them. */
export function columnProblems(
  { columns, hides }: Allowed,
  visible: readonly string[],
  { partitionKeys }: AccessTable,
): readonly string[] {
  const seen = visible.filter((name) => !partitionKeys.includes(name));
  const shown = hides.filter((name) => seen.includes(name)).map((name) => `sees ${name}`);
  if (!columns) return shown;
  const wanted = columns.filter((name) => !partitionKeys.includes(name));
  return [
    ...shown,
    ...seen.filter((name) => !wanted.includes(name)).map((name) => `also sees ${name}`),
    ...wanted.filter((name) => !seen.includes(name)).map((name) => `does not see ${name}`),
  ];
}
