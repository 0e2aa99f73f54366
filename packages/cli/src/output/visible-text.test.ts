import { expect, test } from "vitest";
import { visibleJson, visibleLines, visibleText } from "./visible-text.ts";

test.each([
  ["\u001b[31mred\u001b[0m", "\\x1b[31mred\\x1b[0m"],
  ["a\r\nb\tc", "a\\r\\nb\\tc"],
  ["\u0007\u0000\u009b", "\\x07\\x00\\x9b"],
  ["\u202egnp.exe", "\\u202egnp.exe"],
  ["a\u200bb", "a\\u200bb"],
])("what could steer a terminal is spelled out: %j", (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test("lines and tabs may stay where a text has several of them, and nothing else", () => {
  expect(visibleLines("a\n\tb\r\u001b[2J\u0085\u202e")).toBe("a\n\tb\\x0d\\x1b[2J\\x85\\u202e");
});

test("JSON is spelled so that it means the same", () => {
  const value = { "\u009b": "a\u001b\u007f\u0085\u202e\u2028\ufeff é 😀\n", list: [1, "\\"] };
  const shown = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(shown)).toEqual(value);
  expect(shown).toMatch(/^[\n\x20-\x7eé😀]+$/u);
});

test("letters of any script, and emoji of several parts, stay as they are", () => {
  for (const text of ["Zürich", "日本", "שלום", "👩‍🔬", "e\u0301"])
    expect(visibleText(text)).toBe(text);
});
