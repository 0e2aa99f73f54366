import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@lakewright/config";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { acknowledgeFindings } from "./checks/acknowledge-findings.ts";
import { checkPartition } from "./checks/check-partition.ts";
import type { Checker, Finding } from "./checks/finding.ts";
import { policyFindings } from "./checks/policy-packs.ts";
import { templateFindings } from "./checks/template-validation.ts";
import { checkLimits, type LimitFinding } from "./limits/check-limits.ts";
import type { Template } from "./limits/template.ts";
import { makeAssemblies } from "./make-assemblies.ts";
import type { DeployedPlatform } from "./shared/deployed-platform.ts";
import type { SynthesizedApp, SynthesizedStack } from "./synthesized-app.ts";

export interface Synthesis {
  readonly apps: readonly SynthesizedApp[];
  /** Findings that nobody has acknowledged: not fit to deploy. */
  readonly findings: readonly Finding[];
  /** Acknowledgements and overrides that do not fit what was synthesized. */
  readonly problems: readonly Problem[];
  /** Quotas that are nearly or more than used up. */
  readonly limits: readonly LimitFinding[];
}

export interface SynthesisOptions {
  /** Also asks CloudFormation's built-in validation, which takes seconds. @default false */
  readonly validate?: boolean;
}

/**
 * Writes the cloud assembly of each app to `<out>/<app>` and has the policy packs look at it. Needs no network, Docker
 * or credentials.
 */
export function synthesize(
  deployed: DeployedPlatform,
  out: string,
  { validate = false }: SynthesisOptions = {},
): Synthesis {
  const made = makeAssemblies(deployed, out);
  const findings = made.apps.flatMap(policyFindings);
  if (validate) findings.push(...templateFindings(made.apps));
  const { acknowledgements } = deployed.deployment;
  // Rules of templates are also cfn-lint's, which is not asked here: what matches none of them may match one of its.
  const { open, problems } = acknowledgeFindings(findings, acknowledgements, policyPacksAlone);
  const apps = made.apps.map(({ name, assembly }) => {
    return { name, folder: join(out, name), stacks: stacksOf(assembly) };
  });
  const limits = checkLimits(apps);
  const all = [...checkPartition(deployed), ...made.problems, ...problems];
  return { apps, findings: open, problems: all, limits };
}

const policyPacksAlone: ReadonlySet<Checker> = new Set(["policy_packs"]);

function stacksOf(assembly: CloudAssembly): SynthesizedStack[] {
  return assembly.stacks.map(({ stackName, templateFullPath }) => {
    const text = readFileSync(templateFullPath, "utf8");
    const { Resources = {} } = JSON.parse(text) as Template;
    const types = Object.values(Resources).map(({ Type }) => Type);
    return {
      name: stackName,
      template: templateFullPath,
      resources: types.length,
      flows: types.filter((type) => type === "AWS::AppFlow::Flow").length,
      bytes: Buffer.byteLength(text),
    };
  });
}
