import { expect, test } from "vitest";
import { readLikePattern, readString } from "./string-literal.ts";

test.each([
  ["'plain'", "plain"],
  [String.raw`'it\'s'`, "it's"],
  [String.raw`'a\\b'`, "a\\b"],
  [String.raw`'\n\r\t\b\f\"'`, '\n\r\t\b\f"'],
  [String.raw`'\u00e9'`, "é"],
  [String.raw`'\\\''`, "\\'"],
])("%s is read", (literal, text) => {
  expect(readString(literal)).toBe(text);
});

test.each([String.raw`'\x'`, String.raw`'\u00'`, String.raw`'\%'`, String.raw`'\u0000'`])(
  "%s is refused",
  (literal) => {
    expect(() => readString(literal)).toThrow("Illegal character");
  },
);

test("a LIKE pattern keeps its escaped wildcards escaped", () => {
  expect(readLikePattern(String.raw`'50\% of \_x\\%'`)).toBe(String.raw`50\% of \_x\\%`);
});
