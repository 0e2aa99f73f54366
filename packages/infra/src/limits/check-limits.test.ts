import { expect, test } from "vitest";
import { findLimits } from "./check-limits.ts";
import type { TemplateResource, WrittenStack } from "./template.ts";

const stack = (
  Resources: Readonly<Record<string, TemplateResource>>,
  parts: Partial<WrittenStack> = {},
): WrittenStack => ({ name: "gtm-dev-a", bytes: 1000, template: { Resources }, ...parts });

const repeated = (count: number, resource: TemplateResource) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`R${i}`, resource]));

const found = (...stacks: WrittenStack[]) =>
  findLimits(stacks).map(({ severity, code, where, message }) =>
    [severity, code, where, message].join(" | "),
  );

const topic = { Type: "AWS::SNS::Topic" };

test("below 80 % nothing is said", () => {
  expect(found(stack(repeated(399, topic), { bytes: 799_999 }))).toEqual([]);
});

test("from 80 % on it is forecast with the numbers", () => {
  expect(found(stack(repeated(400, topic), { bytes: 812_345 }))).toEqual([
    "warning | LW3101 | gtm-dev-a | 400 resources, AWS allows 500 (80 %)",
    "warning | LW3102 | gtm-dev-a | 812,345 bytes of template, AWS allows 1,000,000 (81 %); most in R0 1 kB, R1 1 kB, R2 1 kB",
  ]);
});

test("the limit itself is allowed, one more is an error", () => {
  expect(found(stack(repeated(500, topic)))).toEqual([
    "warning | LW3101 | gtm-dev-a | 500 resources, AWS allows 500 (100 %)",
  ]);
  expect(found(stack(repeated(501, topic)))).toEqual([
    "error | LW3101 | gtm-dev-a | 501 resources, AWS allows 500 (100 %)",
  ]);
});

test("outputs and parameters are counted", () => {
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`V${i}`, {}]));
  expect(found(stack({}, { template: { Outputs: many, Parameters: many } }))).toEqual([
    "error | LW3103 | gtm-dev-a | 201 outputs, AWS allows 200 (100 %)",
    "error | LW3104 | gtm-dev-a | 201 parameters, AWS allows 200 (100 %)",
  ]);
});

const policyOf = (length: number) => ({ Statement: ["x".repeat(length)] });

test.each([
  ["AWS::IAM::ManagedPolicy", "PolicyDocument", "LW3105", 6144],
  ["AWS::S3::BucketPolicy", "PolicyDocument", "LW3108", 20_480],
  ["AWS::KMS::Key", "KeyPolicy", "LW3109", 32_768],
  ["AWS::IAM::Role", "AssumeRolePolicyDocument", "LW3107", 2048],
  ["AWS::Events::Rule", "EventPattern", "LW3110", 2048],
])("%s: the length of its %s is measured", (Type, property, code, most) => {
  const severities = [0.7, 0.9, 1.1].map((share) => {
    const Properties = { [property]: policyOf(Math.floor(most * share)) };
    return findLimits([stack({ One: { Type, Properties } })]).map(
      (finding) => `${finding.severity} ${finding.code} ${finding.where}`,
    );
  });
  expect(severities).toEqual([
    [],
    [`warning ${code} gtm-dev-a One`],
    [`error ${code} gtm-dev-a One`],
  ]);
});

test("the name of a slice may be too long where its flow's name is not", () => {
  const named = (length: number) =>
    stack({ A: { Type: "AWS::AppFlow::Flow", Properties: { FlowName: "x".repeat(length) } } });
  expect(found(named(200))).toEqual([]);
  expect(found(named(263))).toEqual([
    "error | LW3113 | gtm-dev-a A | 263 characters of flow name, AWS allows 256 (102 %)",
  ]);
});

test("inline policies of a role are added up, wherever they stand", () => {
  const PolicyDocument = policyOf(4000);
  const findings = findLimits([
    stack({
      Role: { Type: "AWS::IAM::Role", Properties: { Policies: [{ PolicyDocument }] } },
      Policy: {
        Type: "AWS::IAM::Policy",
        Properties: { PolicyDocument, Roles: [{ Ref: "Role" }, { Ref: "Other" }] },
      },
      Third: { Type: "AWS::IAM::Policy", Properties: { PolicyDocument, Roles: [{ Ref: "Role" }] } },
    }),
  ]);
  expect(findings.map(({ code, where }) => [code, where])).toEqual([["LW3106", "gtm-dev-a Role"]]);
  expect(findings[0]?.severity).toBe("error");
});

test("what an account has once is counted over all stacks", () => {
  const flow = { Type: "AWS::AppFlow::Flow" };
  const stacks = Array.from({ length: 3 }, () => stack(repeated(300, flow)));
  expect(found(...stacks)).toEqual([
    "warning | LW3111 | account | 900 AppFlow flows of this environment, AWS allows 1,000 (90 %)",
  ]);
});
