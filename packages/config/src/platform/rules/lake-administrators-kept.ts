import { nearness } from "../../rules/nearness.ts";
import type { Rule } from "../../rules/rule.ts";

/** Lake Formation Developer Guide, quotas. */
const mostAdministrators = 30;
/** What deploys and what grants: the execution role of CloudFormation and the roles of two functions. */
const ownAdministrators = 3;

/** Lake Formation has a short list of administrators, and the platform's own roles stand on it too. */
export const lakeAdministratorsKept: Rule = ({ environments }, report) => {
  for (const { name, deployment } of environments) {
    const declared = deployment.lakeAdministrators.length;
    const near = nearness(declared + ownAdministrators, mostAdministrators);
    if (name === "local" || declared === 0 || near === undefined) continue;
    const { section, path } = deployment.place;
    const place = { section, path: [...path, "lake_administrators"], aim: { key: true } };
    const message = `${declared} administrators and ${ownAdministrators} of the platform's own in environment ${name}, Lake Formation allows ${mostAdministrators}`;
    report(near === "over" ? "LW1605" : "LW1604", place, message, "let them share a role");
  }
};
