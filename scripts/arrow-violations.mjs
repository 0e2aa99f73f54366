// Violations of .dependency-cruiser.mjs below a folder. For check-arrows.mjs, and for the test that plants one of each rule.
import { cruise } from "dependency-cruiser";
import config, { capabilities, capabilityArrow, configArrows } from "../.dependency-cruiser.mjs";

export { capabilities, capabilityArrow, configArrows };

/** Every named arrow. */
export const arrows = config.forbidden;

/** Violations in the packages and e2e tests below `root`, and how many modules were seen. */
export async function arrowViolations(root) {
  const { output } = await cruise(["packages", "e2e"], {
    ...config.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: arrows },
    // Leaves out our build output, not that of installed packages, many of which keep their code in dist.
    exclude: { path: ["^packages/[^/]+/dist/", "(^|/)\\.(venv|lakewright)/"] },
  });
  const { violations, totalCruised } = output.summary;
  return { violations, modules: totalCruised };
}
