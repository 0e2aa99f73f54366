import { aboutWarehouse } from "./warehouse-rule.ts";

const kindsOf = { serverless: "provisioned", provisioned: "serverless" } as const;

/** Keys of Redshift belong to its kind, a pause has two ends, and the most is not less than the base. */
export const redshiftFits = aboutWarehouse(({ redshift }, report) => {
  for (const settings of redshift.values()) {
    const { kind, strayKeys, missingEnd, usageLimits, place } = settings;
    for (const stray of strayKeys) {
      const message = `${stray.key} has no effect on a ${kind} warehouse`;
      report({
        code: "LW1703",
        place: stray.place,
        message,
        hint: `remove it, or write kind: ${kindsOf[kind]}`,
      });
    }
    if (missingEnd) {
      const given = missingEnd === "pause_at" ? "resume_at" : "pause_at";
      report({
        code: "LW1703",
        place,
        message: `${given} is set without ${missingEnd}`,
        hint: `add ${missingEnd}`,
      });
    }
    if (kind === "serverless" && (settings.maxCapacity ?? Infinity) < settings.baseCapacity) {
      const message = `max_capacity ${settings.maxCapacity} is less than base_capacity ${settings.baseCapacity}`;
      report({ code: "LW1703", place, message, hint: "raise one or lower the other" });
    }
    for (const { feature } of usageLimits) {
      const fits =
        feature === "cross-region-datasharing" ||
        (feature === "serverless-compute") === (kind === "serverless");
      if (fits) continue;
      const message = `a ${kind} warehouse has no usage limit on ${feature.replaceAll("-", "_")}`;
      const hint = kind === "serverless" ? "serverless_compute" : "spectrum or concurrency_scaling";
      report({ code: "LW1703", place, message, hint: `limit ${hint}` });
    }
  }
});
