import { expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { renderTable, tableLines } from "./render-table.ts";

test("numbers stand to the right, text to the left, and lines do not end in blanks", () => {
  const columns = [
    { title: "name" },
    { title: "rows", align: "right" },
    { title: "note" },
  ] as const;
  const rows = [
    ["Account", "1,200", ""],
    ["A", "7", "new"],
  ];
  expect(renderTable(columns, rows)).toEqual([
    "name      rows  note",
    "───────  ─────  ────",
    "Account  1,200",
    "A            7  new",
  ]);
});

test("wide characters count as two columns, so that the next column stays aligned", () => {
  const lines = renderTable(
    [{ title: "a" }, { title: "b" }],
    [
      ["日本", "x"],
      ["👩‍🔬", "x"],
      ["é", "x"],
      ["abcd", "x"],
    ],
  );
  const widths = lines.slice(2).map((line) => displayWidth(line.slice(0, line.indexOf("x"))));
  expect(widths).toEqual([6, 6, 6, 6]);
});

test("colour does not count as width", () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
  const cell = { text: "ab", paint: red };
  const [, , painted] = renderTable([{ title: "abcd" }, { title: "b" }], [[cell, "x"]]);
  expect(painted).toBe(`${red("ab")}    x`);
});

test("cells wider than the look allows are cut with an ellipsis, by columns and not by characters", () => {
  const [, , line] = renderTable([{ title: "a" }], [["日本日本"]], { maxWidth: 5 });
  expect(line).toBe("日本…");
});

test("a cell or a title that holds lines or escapes takes one line and steers nothing", () => {
  const lines = renderTable([{ title: "a\u001b[2J" }, { title: "b" }], [["x\ny\u009b", "\u202ez"]]);
  expect(lines).toEqual(["a\\x1b[2J  b", "────────  ───────", "x\\ny\\x9b  \\u202ez"]);
});

test("one long text pads no other row and comes whole", () => {
  for (const long of ["x".repeat(1_000_000), "ä".repeat(300), `a${"\u0301".repeat(300)}`]) {
    const lines = renderTable(
      [{ title: "text" }, { title: "n", align: "right" }],
      [
        [long, "1"],
        ["short", "2"],
      ],
    );
    expect(lines).toEqual(["text   n", "─────  ─", `${long}  1`, "short  2"]);
  }
});

test("rows are read as they are written and never held", () => {
  let made = 0;
  const rows = {
    *[Symbol.iterator]() {
      for (let i = 0; i < 3; i++) {
        made++;
        yield [String(i)];
      }
    },
  };
  const lines = tableLines([{ title: "i" }], rows)[Symbol.iterator]();
  for (const line of ["i", "─", "0"]) expect(lines.next().value).toBe(line);
  // Once for the widths, then one by one.
  expect(made).toBe(4);
});

test("a table that does not fit has a line for each column of a row, and cuts nothing", () => {
  const columns = [
    { title: "object" },
    { title: "rows", align: "right" },
    { title: "until" },
  ] as const;
  const rows = [
    ["Account", "2,056", "2026-03-01 04:00"],
    ["Call_Activity__c", "", { text: "never", paint: (text: string) => `<${text}>` }],
  ];
  expect(renderTable(columns, rows, { width: 20 })).toEqual([
    "Account",
    "  rows   2,056",
    "  until  2026-03-01 04:00",
    "Call_Activity__c",
    "  until  <never>",
  ]);
  const aligned = renderTable(columns, rows);
  const width = aligned[1]?.length ?? 0;
  expect(renderTable(columns, rows, { width })).toEqual(aligned);
  expect(renderTable(columns, rows, { width: width - 1 })).not.toEqual(aligned);
});
