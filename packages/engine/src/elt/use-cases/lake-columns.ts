import type { Access } from "@lakewright/config";
import type { AccessTable } from "../../access/index.ts";
import { columnSensitivity, ownColumnSensitivity } from "../../access/index.ts";
import type { EltSource } from "../domain/elt-input.ts";
import type { FollowedColumn, FollowedTable } from "../domain/followed-column.ts";

/**
 * The columns of a lake's table as sources of the warehouse, with their effective sensitivity. When a row was loaded or changed,
 * and whether it is deleted, describes the row and not a person: internal, unless an assignment names the column.
 */
export function lakeColumns(
  access: Access | undefined,
  table: AccessTable,
  {
    database,
    table: name,
    columns,
    partitionColumn,
    orderColumn,
    deletedColumn,
    runColumn,
  }: EltSource,
): FollowedTable {
  const technical = new Set([partitionColumn, orderColumn, deletedColumn]);
  const sensitivityOf = access ? columnSensitivity(access, table) : declaredSensitivity(table);
  // A flow says none where the tag says internal.
  const named = (sensitivity: string) => (sensitivity === "none" ? "internal" : sensitivity);
  const own = (column: string) =>
    access ? ownColumnSensitivity(access, table, column) : undefined;
  const names = [...columns.map((column) => column.name), partitionColumn];
  const columnsOfTable = names.map((column): [string, FollowedColumn] => [
    column,
    {
      sensitivity: technical.has(column)
        ? (own(column) ?? "internal")
        : named(sensitivityOf(column)),
      derivedFrom: [`${database}.${name}.${column}`],
      sources: [],
      unknown: undefined,
    },
  ]);
  return new Map(
    runColumn === undefined ? columnsOfTable : [...columnsOfTable, [runColumn, numberOfRun]],
  );
}

/** Ours, and made of nothing that a source sent. */
const numberOfRun: FollowedColumn = {
  sensitivity: "internal",
  derivedFrom: [],
  sources: [],
  unknown: undefined,
};

/** Without access.yaml a column has the sensitivity of its flow; a drifted one is unclassified. */
function declaredSensitivity({ sensitivity, columns }: AccessTable): (column: string) => string {
  const drifted = new Set(columns.filter((each) => each.drifted).map(({ name }) => name));
  return (column) => (drifted.has(column) ? "unclassified" : sensitivity);
}
