import type { Access, Flow } from "@lakewright/config";
import type { AccessTable } from "../../access/index.ts";
import {
  columnSensitivity,
  ownColumnSensitivity,
  registeredAccessTable,
} from "../../access/index.ts";
import type { CatalogTable } from "../../catalog/index.ts";
import type { EltSource } from "../domain/elt-input.ts";
import type { FollowedTable } from "../domain/followed-column.ts";

/**
 * What the columns of a lake's table carry into the warehouse: their effective sensitivity. When a row was loaded or changed, and
 * whether it is deleted, tells of the row and not of a person: internal, unless an assignment names the column.
 */
export function lakeColumns(
  access: Access | undefined,
  flow: Flow,
  registered: CatalogTable,
  { columns, partitionColumn, orderColumn, deletedColumn }: EltSource,
): FollowedTable {
  const table = registeredAccessTable(flow, registered);
  const technical = new Set([partitionColumn, orderColumn, deletedColumn]);
  const sensitivityOf = access ? columnSensitivity(access, table) : declaredSensitivity(table);
  // A flow says none where the tag says internal.
  const named = (sensitivity: string) => (sensitivity === "none" ? "internal" : sensitivity);
  const own = (name: string) => (access ? ownColumnSensitivity(access, table, name) : undefined);
  const names = [...columns.map(({ name }) => name), partitionColumn];
  return new Map(
    names.map((name) => [
      name,
      {
        sensitivity: technical.has(name) ? (own(name) ?? "internal") : named(sensitivityOf(name)),
        derivedFrom: [`${flow.database}.${flow.table}.${name}`],
        sources: [],
        unknown: undefined,
      },
    ]),
  );
}

/** Without rules on access a column is what its flow says; one that came later is what nobody has said yet. */
function declaredSensitivity({ sensitivity, columns }: AccessTable): (column: string) => string {
  const drifted = new Set(columns.filter((each) => each.drifted).map(({ name }) => name));
  return (column) => (drifted.has(column) ? "unclassified" : sensitivity);
}
