import type { FunctionExp } from "@jetstreamapp/soql-parser-js";
import type { Operand } from "./compare.ts";
import { type FieldKind, fieldKind } from "./field-kind.ts";
import { resolveField, type Scope } from "./scope.ts";
import { malformedQuery } from "./soql-error.ts";

interface SoqlFunction {
  readonly isAggregate: boolean;
  sql(column: string): string;
  kind(column: FieldKind): FieldKind;
}

const aggregate = (name: string, kind: SoqlFunction["kind"]): SoqlFunction => ({
  isAggregate: true,
  sql: (column) => `${name}(${column})`,
  kind,
});

/** Dates are counted in UTC, the time zone of the sandbox's user. */
const datePart = (name: string): SoqlFunction => ({
  isAggregate: false,
  sql: (column) => `${name}(${column}::TIMESTAMP)`,
  kind: () => "integer",
});

const FUNCTIONS: Readonly<Record<string, SoqlFunction>> = {
  COUNT: aggregate("count", () => "integer"),
  COUNT_DISTINCT: { ...aggregate("count", () => "integer"), sql: (c) => `count(DISTINCT ${c})` },
  SUM: aggregate("sum", () => "number"),
  AVG: aggregate("avg", () => "number"),
  MIN: aggregate("min", (kind) => kind),
  MAX: aggregate("max", (kind) => kind),
  CALENDAR_YEAR: datePart("year"),
  CALENDAR_QUARTER: datePart("quarter"),
  CALENDAR_MONTH: datePart("month"),
  FISCAL_YEAR: datePart("year"),
  FISCAL_QUARTER: datePart("quarter"),
  FISCAL_MONTH: datePart("month"),
  DAY_IN_MONTH: datePart("day"),
  DAY_IN_YEAR: datePart("dayofyear"),
  HOUR_IN_DAY: datePart("hour"),
  DAY_ONLY: { isAggregate: false, sql: (c) => `${c}::TIMESTAMP::DATE`, kind: () => "date" },
};

/** True for COUNT, SUM and their like. */
export function isAggregateCall(name: string | undefined): boolean {
  return FUNCTIONS[name?.toUpperCase() ?? ""]?.isAggregate ?? false;
}

/** A function call as a value; throws MALFORMED_QUERY for functions the sandbox does not know. */
export function functionOperand(scope: Scope, call: FunctionExp): Operand {
  const name = call.rawValue ?? call.functionName ?? "";
  const known = FUNCTIONS[call.functionName?.toUpperCase() ?? ""];
  const [parameter] = call.parameters ?? [];
  if (!known || call.parameters?.length !== 1 || typeof parameter !== "string") {
    throw malformedQuery(`the sandbox does not know the function ${name}`);
  }
  const { sql, field } = resolveField(scope, parameter);
  return { sql: known.sql(sql), kind: known.kind(fieldKind(field.type)), name };
}
