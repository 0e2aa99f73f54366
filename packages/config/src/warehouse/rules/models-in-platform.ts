import { aboutWarehouse } from "./warehouse-rule.ts";

/** A project's own models are in the platform's folder, so that nothing else is needed to deploy. */
export const modelsInPlatform = aboutWarehouse(({ projects }, report) => {
  for (const { models, place } of projects) {
    const steps = models.split(/[\\/]/);
    const leaves = models.startsWith("/") || steps.includes("..") || /^[a-z]:/i.test(models);
    if (!leaves && steps[0] !== ".lakewright" && models !== "") continue;
    const message = `models "${models}" lies outside of the platform's folder`;
    report({ code: "LW1712", place, message, hint: "write a folder in it, such as elt/gtm" });
  }
});
