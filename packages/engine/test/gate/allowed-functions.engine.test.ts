import { afterAll, beforeAll, expect, test } from "vitest";
import {
  allowedFunctions,
  allowedTableFunctions,
  constantOnlyFunctions,
  sizeArguments,
} from "../../src/query/adapters/gate/allowed-functions.ts";
import { checkStatement } from "../../src/query/adapters/gate/check-statement.ts";
import type { GateParser } from "../../src/query/adapters/gate/parse-statement.ts";
import { openParser } from "../../src/query/adapters/gate/serialized-tree.ts";
import { ownGateParser } from "../../src/query/adapters/memory/own-gate-parser.ts";

let parser: GateParser;
let known: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  parser = ownGateParser();
  const { connection, close } = await openParser();
  const reader = await connection.runAndReadAll(
    "SELECT lower(function_name), list(DISTINCT function_type) FROM duckdb_functions() GROUP BY 1",
  );
  close();
  known = new Map(
    reader.getRowsJson().map(([name, types]) => [String(name), types as readonly string[]]),
  );
});
afterAll(() => parser.close());

/** Window functions, `unnest` and `row` are the parser's own and stand in no catalog. */
const grammar = new Set(["row_number", "rank", "unnest", "row"]);

test("every allowed function exists in this engine", () => {
  const missing = [...allowedFunctions, ...allowedTableFunctions].filter(
    (name) => !known.has(name) && !grammar.has(name),
  );
  expect(missing).toEqual([]);
});

test("functions with a rule of their own are allowed ones", () => {
  for (const name of [...sizeArguments.keys(), ...constantOnlyFunctions])
    expect(allowedFunctions).toContain(name);
});

test("every function that is not listed is refused, wherever it stands", async () => {
  const refused = [...known.keys()].filter(
    (name) => !allowedFunctions.has(name) && /^[a-z_]/.test(name),
  );
  expect(refused.length).toBeGreaterThan(250);
  for (const name of [...refused, "no_such_function"])
    for (const call of [`"${name}"()`, `main."${name}"(1)`, `sum("${name}"('x'))`])
      expect((await verdict(`SELECT ${call}`)).allowed, call).toBe(false);
});

test("only range, generate_series and unnest stand where a table stands", async () => {
  for (const name of known.keys()) {
    const { allowed } = await verdict(`SELECT * FROM "${name}"(1)`);
    expect(allowed, name).toBe(allowedTableFunctions.has(name));
  }
});

test("a constant size must be small, whatever it is wrapped in", async () => {
  for (const size of ["1000000000", "10000 * 10000", "1000000000::BIGINT", "least(1, 2)", "NULL"])
    for (const call of [
      `repeat('x', ${size})`,
      `lpad('x', ${size}, 'y')`,
      `list_resize([1], ${size})`,
    ])
      expect((await verdict(`SELECT ${call}`)).allowed, call).toBe(false);
  expect((await verdict("SELECT repeat('x', 10)")).allowed).toBe(true);
  expect((await verdict("SELECT repeat('x', n) FROM s.t")).allowed).toBe(true);
});

function verdict(sql: string) {
  return checkStatement(parser, sql, new Set(["s.t"]));
}
