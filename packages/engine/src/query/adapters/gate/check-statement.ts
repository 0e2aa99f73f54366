import { PlatformError } from "../../../core/index.ts";
import { checkFunction, checkTableFunction } from "./check-function.ts";
import { foldCase, innerScopes, type Scope } from "./cte-scope.ts";
import { refusal, unreadable } from "./gate-refusal.ts";
import { type GateParser, type Node, parseStatement } from "./parse-statement.ts";
import { type Family, type FieldRule, typedShapes, untypedShapes } from "./statement-shapes.ts";

/** `relations` are the granted tables that the statement names, as `schema.table` in lower case. */
export type GateVerdict =
  | {
      readonly allowed: true;
      readonly relations: ReadonlySet<string>;
      /** As the parser sees it. */
      readonly statement: Node;
    }
  | { readonly allowed: false; readonly refusal: PlatformError };

interface Walk {
  readonly granted: ReadonlySet<string>;
  readonly relations: Set<string>;
  /** WITH queries that can be read at this place. */
  readonly scope: Scope;
}

/**
 * Whether a role may run this text as it stands: one SELECT over granted tables (`schema.table`, lower case) that is
 * made of nothing but known nodes, known fields and allowed functions. What the gate does not know it refuses. The
 * parser must be that of `openGateParser`: an engine without data. A refusal never tells whether a table that may not
 * be read exists.
 */
export async function checkStatement(
  parser: GateParser,
  sql: string,
  granted: ReadonlySet<string>,
): Promise<GateVerdict> {
  const walk: Walk = { granted, relations: new Set(), scope: new Set() };
  try {
    const statement = await parseStatement(parser, sql);
    checkNode(walk, "statement", statement);
    return { allowed: true, relations: walk.relations, statement };
  } catch (error) {
    return { allowed: false, refusal: asRefusal(error) };
  }
}

/** Whatever goes wrong while looking, a stack that overflows included, is a refusal. */
function asRefusal(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  return refusal("it cannot be checked", "write it more simply", error);
}

function checkNode(walk: Walk, family: Family, node: unknown): void {
  if (!isNode(node)) throw unknownPart(family);
  const kind = kindOf(family, node);
  const shape = untypedShapes[family] ?? own(typedShapes[family] ?? {}, kind);
  if (!shape) throw unknownKind(kind);
  checkMeaning(walk, kind, node);
  const scopes = innerScopes(family, node, walk.scope);
  for (const [field, value] of Object.entries(node)) {
    if (field === "cte_map") continue;
    const rule = own(shape, field);
    if (!rule) throw unknownPart(`${kind}.${field}`);
    checkField({ ...walk, scope: scopes.of(field) }, rule, { value, where: `${kind}.${field}` });
  }
  for (const { body, scope } of scopes.ctes) checkNode({ ...walk, scope }, "cteEntry", body);
}

function checkField(
  walk: Walk,
  rule: FieldRule,
  { value, where }: { readonly value: unknown; readonly where: string },
): void {
  if (rule === "data") return;
  if (rule === "plain") {
    if (!isPlain(value)) throw unknownPart(where);
  } else if (rule === "empty") {
    if (!isEmpty(value)) throw notEmpty(where);
  } else if (rule.endsWith("[]")) {
    checkList(walk, rule.slice(0, -2) as Family, value);
  } else if (value !== null) checkNode(walk, rule as Family, value);
}

function checkList(walk: Walk, family: Family, value: unknown): void {
  if (!Array.isArray(value)) throw unknownPart(family);
  for (const item of value)
    if (Array.isArray(item)) checkList(walk, family, item);
    else checkNode(walk, family, item);
}

/** Checks that a shape alone cannot make. */
function checkMeaning(walk: Walk, kind: string, node: Node): void {
  if (kind === "BASE_TABLE") checkTable(walk, node);
  else if (kind === "tableCall") checkTableFunction(node);
  else if (kind === "FUNCTION/FUNCTION" || kind.startsWith("WINDOW/")) checkFunction(node);
}

function checkTable(walk: Walk, node: Node): void {
  const [schema, table] = [node.schema_name, node.table_name];
  if (typeof schema !== "string" || typeof table !== "string") throw unknownPart("BASE_TABLE");
  if (schema === "" && walk.scope.has(foldCase(table))) return;
  const name = schema === "" ? table : `${schema}.${table}`;
  const catalog = String(node.catalog_name ?? "");
  // A dot inside a quoted name must not make another table's full name.
  const known = schema !== "" && catalog === "" && !`${schema}${table}`.includes(".");
  const granted = foldCase(name);
  if (!known || !walk.granted.has(granted))
    throw unreadable(catalog === "" ? name : `${catalog}.${name}`);
  walk.relations.add(granted);
}

function kindOf(family: Family, node: Node): string {
  if (untypedShapes[family]) return family;
  return family === "expression" ? `${node.class}/${node.type}` : String(node.type);
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isPlain) : value === null || typeof value !== "object";
}

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

const forms: Readonly<Record<string, string>> = {
  SHOW_REF: "DESCRIBE, SHOW and SUMMARIZE",
  "PARAMETER/VALUE_PARAMETER": "parameters",
  "DEFAULT/VALUE_DEFAULT": "DEFAULT",
};

function unknownKind(kind: string): PlatformError {
  const hint =
    kind === "SHOW_REF"
      ? "SELECT * FROM … LIMIT 0 shows a table's columns"
      : "write it as an ordinary SELECT";
  return refusal(`${forms[kind] ?? kind} cannot be used`, hint);
}

function unknownPart(where: string): PlatformError {
  return refusal(`it holds a part that is not known (${where})`, "write it as an ordinary SELECT");
}

const emptyReasons: Readonly<Record<string, readonly [string, string]>> = {
  "BASE_TABLE.at_clause": ["AT cannot be used", "query the table as it is now"],
  "FUNCTION/FUNCTION.catalog": ["a function cannot be qualified", "write upper(name)"],
  "statement.named_param_map": ["parameters cannot be used", "write the values in the text"],
};

function notEmpty(where: string): PlatformError {
  const [reason, hint] = emptyReasons[where] ?? [
    `${where} cannot be used`,
    "write it as an ordinary SELECT",
  ];
  return refusal(reason, hint);
}
