import { expect, test } from "vitest";
import { visibleText } from "./visible-text.ts";

test.each([
  ["\u001b[31mred\u001b[0m", "\\x1b[31mred\\x1b[0m"],
  ["a\r\nb\tc", "a\\r\\nb\\tc"],
  ["\u0007\u0000\u009b", "\\x07\\x00\\x9b"],
  ["\u202egnp.exe", "\\u202egnp.exe"],
  ["a\u200bb", "a\\u200bb"],
])("what could steer a terminal is spelled out: %j", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test("letters of any script, and emoji of several parts, stay as they are", () => {
  for (const text of ["Zürich", "日本", "שלום", "👩‍🔬", "e\u0301"])
    expect(visibleText(text)).toBe(text);
});
