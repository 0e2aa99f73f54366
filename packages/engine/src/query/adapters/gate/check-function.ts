import {
  allowedFunctions,
  allowedTableFunctions,
  constantOnlyFunctions,
  largestConstantSize,
  sizeArguments,
} from "./allowed-functions.ts";
import { foldCase } from "./cte-scope.ts";
import { refusal } from "./gate-refusal.ts";
import type { Node } from "./parse-statement.ts";

/** Throws `sql_refused` unless a scalar, aggregate or window function is on the list and its sizes are small. */
export function checkFunction(node: Node): void {
  const name = nameOf(node);
  if (allowedTableFunctions.has(name) && name !== "unnest") throw onlyAsTable(name);
  if (!allowedFunctions.has(name)) throw notAllowed("function", name);
  const children = childrenOf(node);
  if (constantOnlyFunctions.has(name) && children.some(namesColumn))
    throw refusal(`${name}() of a column cannot be used`, `give ${name}() a constant`);
  const size = sizeArguments.get(name);
  if (size !== undefined) checkSize(name, children[size]);
}

/** Throws `sql_refused` unless a table function streams rows from nothing but its arguments. */
export function checkTableFunction(node: Node): void {
  const name = node.type === "FUNCTION" ? nameOf(node) : "";
  if (!allowedTableFunctions.has(name)) throw notAllowed("table function", name);
}

function nameOf(node: Node): string {
  // Operators and list literals carry the schema main; another one may be a column: name.upper().
  if (node.schema !== "" && node.schema !== "main")
    throw refusal("a function cannot be qualified", "write upper(name) instead of name.upper()");
  return foldCase(String(node.function_name));
}

function checkSize(name: string, argument: unknown): void {
  if (argument === undefined || namesColumn(argument)) return;
  const value = ((argument as Node).value as Node | undefined)?.value;
  if (typeof value === "number" && value <= largestConstantSize) return;
  throw refusal(
    `${name}() makes too large a value`,
    `give it a number up to ${largestConstantSize}`,
  );
}

/** Whether a value differs from row to row; a subquery counts, since it is not folded. */
function namesColumn(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(namesColumn);
  if (typeof node !== "object" || node === null) return false;
  const { class: kind } = node as Node;
  if (kind === "COLUMN_REF" || kind === "STAR" || kind === "SUBQUERY") return true;
  return Object.values(node).some(namesColumn);
}

function childrenOf(node: Node): readonly unknown[] {
  return Array.isArray(node.children) ? node.children : [];
}

function onlyAsTable(name: string) {
  return refusal(
    `${name}() cannot be used as a value`,
    `use it as a table: FROM ${name}(…) AS r(x)`,
  );
}

function notAllowed(kind: string, name: string) {
  return refusal(
    `${kind} ${name}() is not allowed`,
    kind === "function"
      ? "use the ordinary text, number, date, list, JSON, aggregate and window functions"
      : `only ${[...allowedTableFunctions].join(", ")} can take the place of a table`,
  );
}
