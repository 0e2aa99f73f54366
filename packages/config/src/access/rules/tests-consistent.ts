import { wordBelow } from "../draft/access-reader.ts";
import { aboutAccess } from "./access-rule.ts";

/** A test does not expect a column to be seen and hidden. */
export const testsConsistent = aboutAccess(({ tests }, report) => {
  for (const { expects, place } of tests) {
    if (expects.kind === "denied") continue;
    const both = expects.hides.find((column) => expects.columns?.includes(column));
    if (both === undefined) continue;
    const message = `${both} stands in columns and in hides`;
    report("LW1644", wordBelow(place, "hides", both), message, "keep one of the two");
  }
});
