import { expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { renderTable } from "./render-table.ts";

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
