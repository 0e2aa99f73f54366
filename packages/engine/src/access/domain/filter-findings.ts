import type { Access, CellsFilter } from "@lakewright/config";
import type { AccessFinding } from "./access-finding.ts";
import { type AccessTable, accessTableId } from "./access-table.ts";
import { listFindings } from "./grant-findings.ts";
import { rowFaults } from "./row-faults.ts";
import { taggedTable } from "./tagged-table.ts";

/** Findings about data cells filters on the known tables. */
export function filterFindings(access: Access, tables: readonly AccessTable[]): AccessFinding[] {
  return Object.values(access.filters).flatMap((filter) => {
    const table = tableOf(filter, tables);
    if (!table) return [];
    const { name: filterName, columns, at } = filter;
    const list = { holder: `filter ${filterName}`, columns, at };
    return [...listFindings(list, taggedTable(access, table)), ...rowFindings(filter, table)];
  });
}

/** Findings about the rows of one filter on its table. */
export function rowFindings(
  { name, rows, at }: Pick<CellsFilter, "name" | "rows" | "at">,
  table: AccessTable,
): AccessFinding[] {
  if (!rows) return [];
  const id = accessTableId(table);
  return rowFaults(rows, table).map(({ fault, column, message }) => ({
    finding: fault,
    on: column === undefined ? id : `${id}.${column}`,
    message: `filter ${name} ${message}`,
    at,
  }));
}

function tableOf(filter: CellsFilter, tables: readonly AccessTable[]): AccessTable | undefined {
  return tables.find(({ database, name }) => database === filter.database && name === filter.table);
}
