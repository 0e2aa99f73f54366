// Checks the import rules of .dependency-cruiser.mjs. Fails if it saw too few modules: an unsupported compiler
// makes the tool pass on nothing.
import { arrows, arrowViolations, unseenLoads } from "./arrow-violations.mjs";

const fewestModules = 100;
const { violations, modules } = await arrowViolations(process.cwd());
for (const { rule, from, to } of violations) {
  const { comment } = arrows.find(({ name }) => name === rule.name) ?? {};
  console.error(`${from} → ${to}\n  ${rule.name}: ${comment ?? ""}`);
}
const unseen = await unseenLoads(process.cwd());
for (const file of unseen)
  console.error(`${file} loads a module that no rule sees: import it by a literal name`);
if (modules < fewestModules) console.error(`only ${modules} modules were seen`);
process.exit(violations.length > 0 || unseen.length > 0 || modules < fewestModules ? 1 : 0);
