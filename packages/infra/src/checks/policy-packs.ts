import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
} from "cdk-nag";
import type { MadeApp } from "../make-assemblies.ts";
import { logicalPath } from "../shared/logical-path.ts";
import type { Finding } from "./finding.ts";

/**
 * Findings of cdk-nag's policy packs in an app that has been synthesized. They are called and not registered as
 * plugins of the app: a plugin ends the process at its first finding and does not tell which acknowledgements were used.
 */
export function policyFindings({ name, app }: Pick<MadeApp, "name" | "app">): Finding[] {
  const packs = [
    new AwsSolutionsChecks(),
    new HIPAASecurityChecks(),
    new NIST80053R5Checks(),
    new PCIDSS321Checks(),
  ];
  return packs.flatMap((pack) =>
    pack.validateScope(app).violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => ({
        checker: "policy_packs" as const,
        rule: ruleName,
        on: logicalPath(name, constructPath),
        message: withoutControls(description),
      })),
    ),
  );
}

/** The numbers of controls in a standard are for auditors; the rule's name leads to them. */
function withoutControls(description: string): string {
  return description.replace(/ - \(Control IDs?: [^)]*(\([^)]*\)[^)]*)*\)\.?$/, ".").trim();
}
