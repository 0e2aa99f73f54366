import type { QueryResult } from "@lakewright/engine";
import { expect, test } from "vitest";
import { memoryIo } from "../../test/memory-io.ts";
import { callOptions } from "../call/call-options.ts";
import type { Context } from "../command.ts";
import { coloursFor } from "../output/colours.ts";
import { type ResultLook, rowPrinter } from "./print-rows.ts";

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

async function printed(look: Partial<ResultLook>, of: QueryResult = result, isTerminal = false) {
  const io = memoryIo({ isTerminal });
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
  const printer = rowPrinter(context, { format: "table", maxRows: 1000, ...look });
  await printer.columns(of.columns);
  for (const row of of.rows) if (!(await printer.rows([row]))) break;
  await printer.end();
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
  expect(io.err()).toContain("the first 1 row, there are more; --limit 0 shows all");
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

const hostile = "\u001b[2J\u009b31m\u007f\u0007\r\u202e";
const steering: QueryResult = {
  columns: [{ name: `c${hostile}`, type: "VARCHAR" }],
  rows: [[`a${hostile}\nb`], [[`c${hostile}`]]],
};

test.each(["table", "csv", "json"] as const)(
  "on a terminal %s holds nothing that steers it, names of columns included",
  async (format) => {
    const io = await printed({ format }, steering, true);
    const lines = io.out().replaceAll(/\r?\n/g, "");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    expect(lines).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(lines).toMatch(format === "json" ? /\\u001b\[2J\\u009b31m\\u007f/ : /\\x1b\[2J\\x9b31m/);
  },
);

test("a file or a pipe gets CSV byte by byte, and JSON that means the same", async () => {
  expect((await printed({ format: "csv" }, steering)).out()).toBe(
    `"c${hostile}"\r\n"a${hostile}\nb"\r\n"[""c${JSON.stringify(hostile).slice(1, -1)}""]"\r\n`,
  );
  expect(JSON.parse((await printed({ format: "json" }, steering)).out())).toEqual([
    { [`c${hostile}`]: `a${hostile}\nb` },
    { [`c${hostile}`]: [`c${hostile}`] },
  ]);
});

test("CSV for a spreadsheet starts no formula: an apostrophe stands before it, and numbers stay numbers", async () => {
  const texts = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\n=x", "＝1", "a=1", "", null];
  const formulas: QueryResult = {
    columns: [
      { name: "=x", type: "VARCHAR" },
      { name: "n", type: "BIGINT" },
    ],
    rows: texts.map((text) => [text, "-5"]),
  };
  const safe = (await printed({ format: "csv", safeCsv: true }, formulas)).out().split("\r\n");
  expect(safe).toEqual([
    "'=x,n",
    ...[
      "'=1+1",
      "'+1",
      "'-1+1",
      "'@SUM(A1)",
      "'\tx",
      '"\'\rx"',
      '"\'\n=x"',
      "'＝1",
      "a=1",
      '""',
      "",
    ].map((cell) => `${cell},-5`),
    "",
  ]);
  expect((await printed({ format: "csv" }, formulas)).out()).toContain("\r\n=1+1,-5");
});

const wide = {
  columns: ["id", "description", "日本"].map((name) => ({ name, type: "VARCHAR" })),
  rows: [
    ["a", "x".repeat(71), "b\nc"],
    ["d", null, ""],
  ],
};
const vertical = `── row 1 ──
id           a
description  ${"x".repeat(71)}
日本         b\\nc
── row 2 ──
id           d
description  ∅
日本
`;

test("a table that is wider than the terminal has a line for each column, and cuts no value", async () => {
  expect((await printed({}, wide, true)).out()).toBe(vertical);
  expect((await printed({ format: "vertical" }, wide)).out()).toBe(vertical);
});

test("a table stays one where it fits the terminal, and on a pipe", async () => {
  expect((await printed({}, wide)).out()).toMatch(/^id +description +日本\n/);
  const narrow = { ...wide, rows: [["a", "x".repeat(60), "b"]] };
  expect((await printed({}, narrow, true)).out()).toMatch(/^id +description +日本\n/);
});

test("a long title of a column leaves the values of the others where they are", async () => {
  const title = "k".repeat(400);
  const columns = ["id", title].map((name) => ({ name, type: "VARCHAR" }));
  const out = (await printed({ format: "vertical" }, { columns, rows: [["a", "b"]] })).out();
  expect(out).toBe(`── row 1 ──\nid${" ".repeat(40)}a\n${title}  b\n`);
});
