import { aboutWarehouse } from "./warehouse-rule.ts";

/** A table is late before it is stale. */
export const freshnessFits = aboutWarehouse(({ projects }, report) => {
  for (const { freshness, place } of projects) {
    const { warnAfterHours, errorAfterHours } = freshness;
    if (warnAfterHours <= errorAfterHours) continue;
    report({
      code: "LW1724",
      place: { ...place, path: [...place.path, "freshness"] },
      message: `warn_after ${warnAfterHours} is more than error_after ${errorAfterHours}`,
      hint: "lower one or raise the other",
    });
  }
});
