import type { Acknowledgement } from "@lakewright/config";
import { expect, test } from "vitest";
import { acknowledgeFindings } from "./acknowledge-findings.ts";
import { type Checker, checkerOf, type Finding } from "./finding.ts";

const all = new Set<Checker>(["policy_packs", "templates", "checkov"]);

test("a finding stays open until somebody answers for it", () => {
  const found = [finding("AwsSolutions-S1", "data_lake/zones/raw")];
  expect(judge(found, []).open).toEqual(found);
  expect(judge(found, [entry("AwsSolutions-S1", "data_lake/zones/raw")])).toEqual(settled);
});

test("an acknowledgement reaches everything below its path, and nothing beside it", () => {
  const found = [
    finding("AwsSolutions-S1", "data_lake/zones/raw"),
    finding("AwsSolutions-S1", "data_lake/zones/raw/logs"),
    finding("AwsSolutions-S1", "data_lake/zones/raw2"),
  ];
  const { open } = judge(found, [entry("AwsSolutions-S1", "data_lake/zones/raw")]);
  expect(open.map(({ on }) => on)).toEqual(["data_lake/zones/raw2"]);
  expect(judge(found, [entry("AwsSolutions-S1", "data_lake")])).toEqual(settled);
});

test("a rule without its pack is the rule in HIPAA, NIST and PCI", () => {
  const found = ["HIPAA.Security", "NIST.800.53.R5", "PCI.DSS.321"].map((pack) =>
    finding(`${pack}-LambdaInsideVPC`, "data_lake/registration/register-run"),
  );
  expect(judge(found, [entry("LambdaInsideVPC", "data_lake")])).toEqual(settled);
  expect(judge(found, [entry("PCI.DSS.321-LambdaInsideVPC", "data_lake")]).open).toHaveLength(2);
});

test("the patterns of resources of one role are answered for together, all resources apart", () => {
  const found = [
    finding("AwsSolutions-IAM5[Resource::*]", "data_lake/access/role"),
    finding("AwsSolutions-IAM5[Resource::arn:aws:s3:::raw/*]", "data_lake/access/role"),
    finding("AwsSolutions-IAM5[Resource::<raw.Arn>/*]", "data_lake/access/role"),
  ];
  const open = (name: string) => {
    return judge(found, [entry(name, "data_lake/access/role")]).open.map(({ rule }) => rule);
  };
  expect(open("AwsSolutions-IAM5[Resource]")).toEqual(["AwsSolutions-IAM5[Resource::*]"]);
  expect(open("AwsSolutions-IAM5[Resource::*]")).toHaveLength(2);
  expect(open("AwsSolutions-IAM5[Resource::<raw.Arn>/*]")).toHaveLength(2);
  expect(open("AwsSolutions-IAM5")).toHaveLength(3);
});

test("what a role may reach is answered for role by role", () => {
  const found = [finding("AwsSolutions-IAM5[Resource::*]", "data_lake/access/apply-grants")];
  expect(judge(found, [entry("AwsSolutions-IAM5[Resource::*]", "data_lake/access")])).toMatchObject(
    { problems: [{ code: "LW1805", ...place }] },
  );
});

test("an acknowledgement that matches nothing is a problem on its line", () => {
  expect(judge([], [entry("AwsSolutions-S1", "data_lake/zones/raw")]).problems).toEqual([
    {
      code: "LW1801",
      severity: "error",
      ...place,
      message: 'nothing in "data_lake/zones/raw" has the finding "AwsSolutions-S1"',
      hint: "remove the entry, correct its path, or say it in the environment that needs it",
    },
  ]);
});

test("an acknowledgement for a checker that did not run is not stale", () => {
  const entries = [entry("CKV_AWS_18", "data_lake"), entry("W3010", "data_lake")];
  expect(acknowledgeFindings([], entries, new Set<Checker>(["policy_packs"]))).toEqual(settled);
});

test.each([
  ["AwsSolutions-S10", "data is encrypted at rest and on its way"],
  ["S3DefaultEncryptionKMS", "data is encrypted at rest and on its way"],
  ["HIPAA.Security-CloudWatchLogGroupEncrypted", "data is encrypted at rest and on its way"],
  ["CKV_AWS_158", "data is encrypted at rest and on its way"],
  ["AwsSolutions-S2", "nothing is open to the public"],
  ["NIST.800.53.R5-S3BucketPublicReadProhibited", "nothing is open to the public"],
  ["CKV_AWS_53", "nothing is open to the public"],
  ["AwsSolutions-IAM5[Action::s3:*]", "no role has `*` actions"],
  ["PCI.DSS.321-IAMPolicyNoStatementsWithFullAccess", "no role has `*` actions"],
  ["CKV_AWS_63", "no role has `*` actions"],
])("nobody can answer for %s: %s", (rule, promise) => {
  const found = [finding(rule, "data_lake/zones/raw")];
  const { open, problems } = judge(found, [entry(rule, "data_lake")]);
  expect(open).toEqual(found);
  expect(problems).toMatchObject([
    { code: "LW1802", ...place, message: `"${rule}" cannot be acknowledged: ${promise}` },
  ]);
});

const place = { file: "/platform/platform.yaml", line: 40, column: 9 };
const settled = { open: [], problems: [] };

function finding(rule: string, on: string): Finding {
  return { checker: checkerOf(rule), rule, on, message: "It is not so." };
}

function entry(rule: string, on: string): Acknowledgement {
  return { finding: rule, on, owner: "gtm-data-platform", reason: "It must be", at: place };
}

function judge(findings: readonly Finding[], entries: readonly Acknowledgement[]) {
  return acknowledgeFindings(findings, entries, all);
}
