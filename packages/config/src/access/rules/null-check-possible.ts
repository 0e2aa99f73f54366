import type { TableDraft } from "../../appflow/draft/draft-catalogs.ts";
import { tableId } from "../../names/table-id.ts";
import { below } from "../../source/place.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { conditionsOf } from "../row-expression/conditions.ts";
import { aboutAccess } from "./access-rule.ts";

/** Lake Formation refuses IS NULL on the partition column of a table. */
export const nullCheckPossible = aboutAccess((access, report) => {
  for (const filter of access.filters.values()) {
    if (filter.rows === undefined) continue;
    const partitions = partitionColumns(access, tableId(filter));
    for (const { kind, column } of conditionsOf(filter.rows)) {
      if (kind !== "is_null" || !partitions.includes(column)) continue;
      const at = { ...below(filter.place, "rows"), aim: { within: column } };
      const message = `${column} is the partition column: IS NULL does not work on it`;
      report({
        code: "LW1625",
        place: at,
        message,
        hint: "it holds the load date, which is never missing",
      });
    }
  }
});

/** The partition column of a table, in any environment that has the table. */
export function partitionColumns({ catalogs }: AccessDraft, table: string): readonly string[] {
  const found = catalogs.map(({ tables }): TableDraft | undefined => tables.get(table));
  return [...new Set(found.flatMap((each) => each?.partitionColumn ?? []))];
}
