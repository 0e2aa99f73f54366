import { expect, test } from "vitest";
import { toCsvLine } from "./to-csv.ts";

test("fields with commas, quotes or line ends are quoted, quotes are doubled", () => {
  expect(toCsvLine(["a,b", 'say "hi"', "two\nlines", "plain", 1.5])).toBe(
    '"a,b","say ""hi""","two\nlines",plain,1.5',
  );
});

test("null is nothing and an empty text is a pair of quotes, so that they stay apart", () => {
  expect(toCsvLine([null, "", 0, false])).toBe(',"",0,false');
});

test("lists and structs are JSON in their field", () => {
  expect(toCsvLine([["a", 1]])).toBe('"[""a"",1]"');
});
