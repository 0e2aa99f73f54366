import { expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { callOptions } from "../call/call-options.ts";
import type { Context } from "../command.ts";
import { coloursFor } from "../output/colours.ts";
import { printRows, type ResultLook } from "./print-rows.ts";

const result = {
  columns: [
    { name: "id", type: "VARCHAR" },
    { name: "n", type: "BIGINT" },
    { name: "n", type: "DOUBLE" },
  ],
  rows: [
    ["a\u001b[2J", "9007199254740993", 1.5],
    [null, "42", null],
  ],
};

async function printed(look: Partial<ResultLook>) {
  const io = memoryIo();
  const plain = coloursFor(false);
  const context: Context = {
    io,
    names: [],
    options: callOptions({}),
    json: false,
    print: (line) => io.stdout.write(`${line}\n`),
    say: (line) => io.stderr.write(`${line}\n`),
    talk: plain,
    data: plain,
  };
  await printRows(context, result, { format: "table", maxRows: 1000, ...look });
  return io;
}

test("a table aligns numbers right, marks nulls and defuses control characters", async () => {
  const io = await printed({});
  expect(io.out().split("\n")).toEqual([
    "id                       n    n",
    "────────  ────────────────  ───",
    "a\\x1b[2J  9007199254740993  1.5",
    "∅                       42    ∅",
    "",
  ]);
  expect(io.err()).toBe("2 rows\n");
});

test("a table that is cut says so, with the way to all rows", async () => {
  const io = await printed({ maxRows: 1 });
  expect(io.out()).not.toContain("42");
  expect(io.err()).toContain("1 of 2 rows; --limit 0 shows all");
  expect((await printed({ maxRows: 0 })).out()).toContain("42");
});

test("JSON keeps whole numbers exact and gives equal names a number", async () => {
  const io = await printed({ format: "json" });
  expect(JSON.parse(io.out())).toEqual([
    { id: "a\u001b[2J", n: "9007199254740993", n_1: 1.5 },
    { id: null, n: 42, n_1: null },
  ]);
  expect(io.err()).toBe("");
});

test("CSV holds the data as it is, with CRLF", async () => {
  const io = await printed({ format: "csv" });
  expect(io.out()).toBe("id,n,n\r\na\u001b[2J,9007199254740993,1.5\r\n,42,\r\n");
});
