import { expect, test } from "vitest";
import { type ColumnDecision, shownRows, showsValues } from "./column-access.ts";

const german = { kind: "compare", column: "country", operator: "=", value: "DE" } as const;
const decisions: readonly ColumnDecision[] = [
  { access: "none", because: [] },
  { access: "masked", mask: { kind: "hash" }, rows: german, because: [] },
  { access: "filtered", rows: german, because: [] },
  { access: "full", because: [] },
];

test("a mask shows in its rows, and shows no value", () => {
  expect(decisions.map(shownRows)).toEqual([undefined, german, german, "all"]);
  expect(decisions.map(showsValues)).toEqual([false, false, true, true]);
});
