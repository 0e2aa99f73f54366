// Checks the import rules of .dependency-cruiser.mjs. Fails if it saw too few modules: an unsupported compiler
// makes the tool pass on nothing.
import { cruise } from "dependency-cruiser";
import config from "../.dependency-cruiser.mjs";

const fewestModules = 100;
const { output } = await cruise(["packages", "e2e"], {
  ...config.options,
  validate: true,
  ruleSet: { forbidden: config.forbidden },
  exclude: { path: "(^|/)(dist|node_modules|\\.venv|\\.lakewright)/" },
});
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) {
  const { comment } = config.forbidden.find(({ name }) => name === rule.name) ?? {};
  console.error(`${from} → ${to}\n  ${rule.name}: ${comment ?? ""}`);
}
if (totalCruised < fewestModules) console.error(`only ${totalCruised} modules were seen`);
process.exit(violations.length > 0 || totalCruised < fewestModules ? 1 : 0);
