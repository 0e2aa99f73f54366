import { expect, test } from "vitest";
import { parse } from "yaml";
import { characterInScalar } from "./character-in-scalar.ts";

test.each([
  ["plain text", "a = b OR c"],
  ["single quotes", "'a = ''x'' OR c'"],
  ["double quotes", '"a = \\"x\\" OR c"'],
  ["a block", "|\n  a = 'x'\n  OR c"],
  ["folded text", ">-\n  a = 'x'\n  OR c"],
  ["plain text over lines", "a = 'x'\n  OR c"],
])("finds a character of %s", (_, source) => {
  const value: string = parse(source);
  const at = characterInScalar(source, value, value.indexOf("OR"));
  expect(source.slice(at)).toMatch(/^OR c/);
});

test("the end of a text is where its last character ends", () => {
  expect(characterInScalar("'a = '", "a = ", 4)).toBe(4);
  expect(characterInScalar("ab", "ab", 2)).toBe(2);
});
