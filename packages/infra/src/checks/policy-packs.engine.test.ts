import { App, Stack } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { expect, test } from "vitest";
import { policyFindings } from "./policy-packs.ts";

test("every pack looks at every construct, and says where and what in the platform's own words", () => {
  const { app, stack } = lake();
  new Bucket(stack, "raw");
  const findings = policyFindings({ name: "data_lake", app });
  expect(new Set(findings.map(({ on }) => on))).toEqual(new Set(["data_lake/zones/raw"]));
  for (const rule of [
    "AwsSolutions-S10",
    "HIPAA.Security-S3BucketSSLRequestsOnly",
    "NIST.800.53.R5-S3BucketSSLRequestsOnly",
    "PCI.DSS.321-S3BucketSSLRequestsOnly",
  ])
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  for (const { message } of findings) expect(message).not.toContain("Control ID");
});

test("a wildcard in a role is a finding of its own, action and resource apart", () => {
  const { app, stack } = lake();
  const role = new Role(stack, "role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(new PolicyStatement({ actions: ["s3:Get*"], resources: ["*"] }));
  const rules = policyFindings({ name: "data_lake", app }).map(({ rule }) => rule);
  expect(rules).toContain("AwsSolutions-IAM5[Action::s3:Get*]");
  expect(rules).toContain("AwsSolutions-IAM5[Resource::*]");
});

function lake() {
  const app = new App({ builtinCloudFormationValidation: false });
  return { app, stack: new Stack(app, "data-lake-zones") };
}
