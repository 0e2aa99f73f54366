import { wordBelow } from "../../source/place.ts";
import { aboutAccess } from "./access-rule.ts";

/** A test does not expect a column to be seen and hidden. */
export const testsConsistent = aboutAccess(({ tests }, report) => {
  for (const { expects, place } of tests) {
    if (expects.kind === "denied") continue;
    const both = expects.hides.find((column) => expects.columns?.includes(column));
    if (both === undefined) continue;
    const message = `${both} is in both columns and hides`;
    report({
      code: "LW1644",
      place: wordBelow(place, "hides", both),
      message,
      hint: "keep one of the two",
    });
  }
});
