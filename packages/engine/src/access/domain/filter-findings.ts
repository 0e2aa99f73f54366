import type { Access, CellsFilter } from "@lakewright/config";
import type { AccessFinding } from "./access-finding.ts";
import { type AccessTable, accessTableId, columnNames } from "./access-table.ts";
import { kindsOf } from "./column-kind.ts";
import { constantsOf } from "./distinguishing-texts.ts";
import type { ColumnExpression } from "./evaluate-row.ts";
import { columnExpressions, findRow } from "./find-row.ts";
import { listFindings } from "./grant-findings.ts";
import { taggedTable } from "./tagged-table.ts";

/** Columns that make row filters impossible on their table ("Data filters in Lake Formation"). */
const reserved = [
  ..."ctid oid xmin cmin xmax cmax tableoid insertxid deletexid importoid redcatuniqueid".split(
    " ",
  ),
];

/** Findings about data cells filters on the known tables. */
export function filterFindings(access: Access, tables: readonly AccessTable[]): AccessFinding[] {
  return Object.values(access.filters).flatMap((filter) => {
    const table = tables.find(
      ({ database, name }) => database === filter.database && name === filter.table,
    );
    if (!table) return [];
    const { name: filterName, columns, at } = filter;
    const list = { holder: `filter ${filterName}`, columns, at };
    return [...listFindings(list, taggedTable(access, table)), ...rowFindings(filter, table)];
  });
}

function rowFindings(filter: CellsFilter, table: AccessTable): AccessFinding[] {
  if (!filter.rows) return [];
  const on = accessTableId(table);
  const note = (finding: string, message: string, column?: string) => ({
    finding,
    on: column === undefined ? on : `${on}.${column}`,
    message: `filter ${filter.name} ${message}`,
    at: filter.at,
  });
  const found = columnExpressions(filter.rows).flatMap((expression) => {
    const problem = problemOf(expression, table);
    return problem ? [note(problem[0], problem[1], expression.column)] : [];
  });
  const bad = columnNames(table).find((name) => reserved.includes(name));
  if (bad) found.push(note("reserved_column", `cannot work: ${on} has a column "${bad}"`, bad));
  if (findRow(filter.rows, undefined, kindsOf(table)).kind === "none")
    found.push(note("filter_never_true", "can never match a row"));
  return found;
}

/** Finding and message. */
function problemOf(
  expression: ColumnExpression,
  table: AccessTable,
): readonly [string, string] | undefined {
  const { column } = expression;
  if (!columnNames(table).includes(column))
    return ["column_missing", `compares the column "${column}", which the table does not have`];
  if (expression.kind === "is_null" && table.partitionKeys.includes(column))
    return [
      "partition_key_null",
      `asks whether the partition key "${column}" is NULL, which the service refuses`,
    ];
  const kind = kindsOf(table)(column);
  if (kind === "other")
    return ["filter_type", `compares "${column}", whose type row filters do not support`];
  const wanted = kind === "integer" ? "number" : kind === "text" ? "string" : kind;
  const constants = expression.kind === "like" ? [""] : constantsOf(expression);
  const odd = constants.find((one) => wanted !== undefined && typeof one !== wanted);
  if (odd !== undefined) return ["filter_type", `compares "${column}" with a ${typeof odd}`];
  if (expression.kind === "like" && expression.pattern.includes("\\"))
    return [
      "like_backslash",
      `has a backslash in a LIKE pattern, which query engines read differently`,
    ];
  return undefined;
}
