import { awsQuotas, quotaUsage } from "../../aws-quotas.ts";
import type { Rule } from "../../sections/rule.ts";

const maxAdministrators = awsQuotas.lakeFormation.administrators;
/** The roles that deploy and grant: the execution role of CloudFormation and the roles of two functions. */
const ownAdministrators = 3;

/** Lake Formation has a short list of administrators, and the platform's own roles are on it too. */
export const lakeAdministratorsKept: Rule = ({ environments }, report) => {
  for (const { name, deployment } of environments) {
    const declared = deployment.lakeAdministrators.length;
    const near = quotaUsage(declared + ownAdministrators, maxAdministrators);
    if (name === "local" || declared === 0 || near === undefined) continue;
    const { section, path } = deployment.place;
    const place = { section, path: [...path, "lake_administrators"], aim: { key: true } };
    const message = `${declared} administrators and ${ownAdministrators} of the platform's own in environment ${name}, Lake Formation allows ${maxAdministrators}`;
    report({
      code: near === "over" ? "LW1605" : "LW1604",
      place,
      message,
      hint: "let them share a role",
    });
  }
};
