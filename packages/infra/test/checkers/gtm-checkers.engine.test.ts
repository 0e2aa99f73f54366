import { join } from "node:path";
import type { CloudFormationStackArtifact } from "aws-cdk-lib/cx-api";
import { beforeAll, describe, expect, test } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { acknowledgeFindings } from "../../src/checks/acknowledge-findings.ts";
import type { Checker, Finding } from "../../src/checks/finding.ts";
import { policyFindings } from "../../src/checks/policy-packs.ts";
import { templateFindings } from "../../src/checks/template-validation.ts";
import { type MadeAssemblies, makeAssemblies } from "../../src/make-assemblies.ts";
import type { DeployedPlatform } from "../../src/shared/deployed-platform.ts";
import { deployedExample } from "../deployed-example.ts";
import { newFolder } from "../new-folder.ts";
import { cfnLintFindings } from "./cfn-lint.ts";
import { checkovFindings } from "./checkov.ts";

const cfnLint = join(import.meta.dirname, "cfn-lint-requirements.txt");
const checkov = join(import.meta.dirname, "checkov-requirements.txt");

describe.each(["dev", "prod"])("the example, deployed to %s", (environment) => {
  let deployed: DeployedPlatform;
  let made: MadeAssemblies;
  const found = new Map<string, readonly Finding[]>();

  beforeAll(async () => {
    deployed = await deployedExample(environment);
    const folder = newFolder();
    made = makeAssemblies(deployed, folder.path);
    return folder.remove;
  });

  /** Findings that nobody answers for, of the checkers asked so far or of one alone. */
  function judge(findings: readonly Finding[], ran: readonly Checker[] = []) {
    const { acknowledgements } = deployed.deployment;
    return acknowledgeFindings(findings, acknowledgements, new Set(ran));
  }

  test("makes CDK itself say nothing: no warning, no deprecated property", () => {
    const messages = made.apps.flatMap(({ assembly }) => assembly.stacks.flatMap(messagesOf));
    expect(messages).toEqual([]);
  });

  test("passes cdk-nag: AwsSolutions, HIPAA, NIST 800-53 R5 and PCI DSS 3.2.1", () => {
    found.set("cdk-nag", made.apps.flatMap(policyFindings));
    expect(judge(found.get("cdk-nag") ?? []).open).toEqual([]);
  });

  test("passes CloudFormation's built-in validation, warnings included", () => {
    found.set("built-in", templateFindings(made.apps));
    expect(judge(found.get("built-in") ?? []).open).toEqual([]);
  });

  test("passes cfn-lint, warnings included", async (context) => {
    const python = await pythonOrSkip(cfnLint, context);
    found.set("cfn-lint", await cfnLintFindings(python, made.apps));
    expect(judge(found.get("cfn-lint") ?? []).open).toEqual([]);
  });

  test("passes checkov", async (context) => {
    const python = await pythonOrSkip(checkov, context);
    found.set("checkov", await checkovFindings(python, made.apps));
    expect(judge(found.get("checkov") ?? []).open).toEqual([]);
  });

  test("has no acknowledgement that a checker does not ask for", (context) => {
    if (found.size < 4) return context.skip("not every checker has run");
    const every: Checker[] = ["policy_packs", "templates", "checkov"];
    expect(judge([...found.values()].flat(), every).problems).toEqual([]);
  });

  test("has at most 25 acknowledgements, each with an owner and a reason", () => {
    const { acknowledgements } = deployed.deployment;
    expect(acknowledgements.length).toBeLessThanOrEqual(25);
    for (const { owner, reason } of acknowledgements) {
      expect(owner).toMatch(/\S/);
      expect(reason.length).toBeGreaterThan(10);
    }
  });
});

function messagesOf({ messages }: CloudFormationStackArtifact) {
  return messages.map(({ level, id, entry }) => `${level} ${id}: ${entry.data}`);
}
