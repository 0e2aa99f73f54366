import { aboutWarehouse } from "./warehouse-rule.ts";

/** A table is late before it is stale. */
export const freshnessFits = aboutWarehouse(({ projects }, report) => {
  for (const { freshness, place } of projects) {
    const { warnAfterHours, errorAfterHours } = freshness;
    if (warnAfterHours <= errorAfterHours) continue;
    report(
      "LW1724",
      { ...place, path: [...place.path, "freshness"] },
      `warn_after ${warnAfterHours} is more than error_after ${errorAfterHours}`,
      "lower one or raise the other",
    );
  }
});
