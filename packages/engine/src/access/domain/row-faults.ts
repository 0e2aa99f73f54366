import type { FindingName, RowExpression } from "@lakewright/config";
import { type AccessTable, accessTableId, columnNames } from "./access-table.ts";
import { kindsOf } from "./column-kind.ts";
import { constantsOf } from "./distinguishing-texts.ts";
import type { ColumnExpression } from "./evaluate-row.ts";
import { columnExpressions, findRow } from "./find-row.ts";

/** Why an expression does not select the rows of a table that it seems to. */
export interface RowFault {
  /** Stable name; exceptions name it. */
  readonly fault: FindingName;
  readonly column?: string | undefined;
  /** What the filter, or whatever has the rows, does. */
  readonly message: string;
}

/** Columns that make row filters impossible on their table ("Data filters in Lake Formation"). */
const reserved = [
  ..."ctid oid xmin cmin xmax cmax tableoid insertxid deletexid importoid redcatuniqueid".split(
    " ",
  ),
];

/** Everything that is known to be wrong with the rows on a table; without the types of its columns, that is little. */
export function rowFaults(rows: RowExpression, table: AccessTable): readonly RowFault[] {
  const found = columnExpressions(rows).flatMap((expression) => faultOf(expression, table) ?? []);
  const bad = columnNames(table).find((name) => reserved.includes(name));
  if (bad) {
    const message = `cannot work: ${accessTableId(table)} has a column "${bad}"`;
    found.push({ fault: "reserved_column", column: bad, message });
  }
  if (matchesNothing(rows, table))
    found.push({ fault: "filter_never_true", message: "matches nothing: no row can ever pass it" });
  return found;
}

/** Whether no row of the table can be among these, whatever it holds. */
export function matchesNothing(rows: RowExpression, table: AccessTable): boolean {
  return findRow(rows, undefined, kindsOf(table)).kind === "none";
}

function faultOf(expression: ColumnExpression, table: AccessTable): RowFault | undefined {
  const { column } = expression;
  if (!columnNames(table).includes(column)) {
    const message = `compares the column "${column}", which the table does not have`;
    return { fault: "column_missing", column, message };
  }
  if (expression.kind === "is_null" && table.partitionKeys.includes(column)) {
    const message = `asks whether the partition key "${column}" is NULL, which the service refuses`;
    return { fault: "partition_key_null", column, message };
  }
  const typeMessage = typeFault(expression, table);
  if (typeMessage !== undefined) return { fault: "filter_type", column, message: typeMessage };
  if (expression.kind === "like" && expression.pattern.includes("\\")) {
    const message = "has a backslash in a LIKE pattern, which query engines read differently";
    return { fault: "like_backslash", column, message };
  }
  return undefined;
}

function typeFault(expression: ColumnExpression, table: AccessTable): string | undefined {
  const { column } = expression;
  const kind = kindsOf(table)(column);
  const type = table.columns.find(({ name }) => name === column)?.type ?? "string";
  if (kind === "other") {
    return /^(date|time)/i.test(type)
      ? `compares "${column}", a ${type}: Lake Formation cannot filter by dates, and no constant equals one; ${insteadOfDates(table)}`
      : `compares "${column}", whose type ${type} row filters do not support`;
  }
  const wanted = kind === "integer" ? "number" : kind === "text" ? "string" : kind;
  const constants = expression.kind === "like" ? [""] : constantsOf(expression);
  const odd = constants.find((one) => wanted !== undefined && typeof one !== wanted);
  if (odd === undefined) return undefined;
  const how = expression.kind === "like" ? "LIKE" : `a ${typeof odd}`;
  return `compares "${column}", whose type is ${type}, with ${how}, which never matches`;
}

function insteadOfDates({ partitionKeys: [key] }: AccessTable): string {
  const day = key === undefined ? "" : `, or by the load date: ${key} >= '20240229'`;
  return `filter by a text, number or boolean, such as a year or a status${day}`;
}
