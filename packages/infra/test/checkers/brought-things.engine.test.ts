import type { Deployment } from "@lakewright/config";
import { afterAll, expect, test } from "vitest";
import { acknowledgeFindings } from "../../src/checks/acknowledge-findings.ts";
import type { Checker } from "../../src/checks/finding.ts";
import { policyFindings } from "../../src/checks/policy-packs.ts";
import { templateFindings } from "../../src/checks/template-validation.ts";
import { makeAssemblies } from "../../src/make-assemblies.ts";
import { deployedExample } from "../deployed-example.ts";
import { newFolder } from "../new-folder.ts";

const folder = newFolder();
afterAll(folder.remove);

const brought: Partial<Deployment> = {
  key: "arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555",
  permissionsBoundary: "arn:aws:iam::111111111111:policy/ours",
  loggingBucket: "our-logs",
  locationRole: "arn:aws:iam::111111111111:role/our-location",
  alarmTopic: "arn:aws:sns:eu-west-1:111111111111:ours",
  vpc: {
    id: "vpc-0123abcd",
    subnets: ["subnet-0123abcd", "subnet-4567abcd"],
    securityGroups: ["sg-0123abcd"],
  },
};

test("with all that an account can bring, no checker finds more, and what needs no answer any more is named", async () => {
  const deployed = await deployedExample("dev", { deployment: brought });
  const { apps } = makeAssemblies(deployed, folder.path);
  const findings = [...apps.flatMap(policyFindings), ...templateFindings(apps)];
  const { acknowledgements } = deployed.deployment;
  const ran = new Set<Checker>(["policy_packs"]);
  const { open, problems } = acknowledgeFindings(findings, acknowledgements, ran);
  expect(open).toEqual([]);
  const unneeded = problems.map(({ message }) => message);
  expect(unneeded).toContain(
    'nothing in "core/foundation/logging" has the finding "S3BucketReplicationEnabled"',
  );
});
