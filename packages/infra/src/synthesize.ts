import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@lakewright/config";
import type { App } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { acknowledgeFindings } from "./checks/acknowledge-findings.ts";
import type { Checker, Finding } from "./checks/finding.ts";
import { policyFindings } from "./checks/policy-packs.ts";
import { templateFindings } from "./checks/template-validation.ts";
import { coreApp } from "./core/core-app.ts";
import { dataLakeApp } from "./data-lake/data-lake-app.ts";
import { applyOverrides } from "./overrides/apply-overrides.ts";
import type { DeployedPlatform } from "./shared/deployed-platform.ts";

export interface Synthesis {
  readonly apps: readonly SynthesizedApp[];
  /** What the checkers find and nobody answers for: not fit to be deployed. */
  readonly findings: readonly Finding[];
  /** Acknowledgements and overrides that do not fit what was synthesized. */
  readonly problems: readonly Problem[];
}

export interface SynthesizedStack {
  readonly name: string;
  /** Absolute path of the template. */
  readonly template: string;
  readonly resources: number;
  /** Size of the template. */
  readonly bytes: number;
}

export interface SynthesizedApp {
  readonly name: string;
  /** The cloud assembly: what `cdk deploy --app` takes. */
  readonly folder: string;
  readonly stacks: readonly SynthesizedStack[];
}

export interface SynthesisOptions {
  /** Also asks CloudFormation's built-in validation, which takes seconds. @default false */
  readonly validate?: boolean;
}

/** Every app, in the order in which they are deployed. */
const appMakers: Readonly<Record<string, (deployed: DeployedPlatform, outdir: string) => App>> = {
  core: coreApp,
  data_lake: dataLakeApp,
};

/**
 * Writes the cloud assembly of each app to `<out>/<app>` and has the policy packs look at it. Needs no network, Docker
 * or credentials.
 */
export function synthesize(
  deployed: DeployedPlatform,
  out: string,
  { validate = false }: SynthesisOptions = {},
): Synthesis {
  const apps = makeApps(deployed, out);
  const unfit = applyOverrides(apps, deployed.deployment.overrides);
  const made = Object.entries(apps).map(([name, app]) => ({ name, app, assembly: app.synth() }));
  const findings = made.flatMap(({ name, app }) => policyFindings(name, app));
  const ran = new Set<Checker>(["policy_packs"]);
  if (validate) findings.push(...templateFindings(made));
  const { acknowledgements } = deployed.deployment;
  const { open, problems } = acknowledgeFindings(findings, acknowledgements, ran);
  return {
    apps: made.map(({ name, assembly }) => ({
      name,
      folder: join(out, name),
      stacks: stacksOf(assembly),
    })),
    findings: open,
    problems: [...unfit, ...problems],
  };
}

function makeApps(deployed: DeployedPlatform, out: string): Record<string, App> {
  const made = Object.entries(appMakers).map(([name, makeApp]) => {
    return [name, makeApp(deployed, join(out, name))] as const;
  });
  return Object.fromEntries(made);
}

function stacksOf(assembly: CloudAssembly): SynthesizedStack[] {
  return assembly.stacks.map(({ stackName, templateFullPath }) => {
    const text = readFileSync(templateFullPath, "utf8");
    const { Resources = {} } = JSON.parse(text) as { Resources?: Record<string, unknown> };
    return {
      name: stackName,
      template: templateFullPath,
      resources: Object.keys(Resources).length,
      bytes: Buffer.byteLength(text),
    };
  });
}
