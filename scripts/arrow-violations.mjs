// Violations of .dependency-cruiser.mjs below a folder. For check-arrows.mjs, and for the test that plants one of each rule.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
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

/** What loads a module and names it by no literal, or as a file: dependency-cruiser does not see it. */
const unseen =
  /\bimport\(\s*(?!(["'])[^"'\n]*\1\s*[,)])[^)\s]|\bgetBuiltinModule\b|new URL\(\s*["'`][^"'`]*\.[mc]?tsx?["'`]/;

/** Files of the product below `root` that load modules which no rule sees. */
export async function unseenLoads(root) {
  const all = await readdir(join(root, "packages"), { recursive: true });
  const files = all.filter((file) => /^[^/]+\/src\/.*(?<!\.(test|full))\.[mc]?tsx?$/.test(file));
  const found = [];
  for (const file of files)
    if (unseen.test(await readFile(join(root, "packages", file), "utf8")))
      found.push(`packages/${file}`);
  return found;
}
