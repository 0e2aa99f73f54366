import { expect, test } from "vitest";
import { policyLength } from "./policy-length.ts";

test("what is known is counted to the character, without blanks", () => {
  expect(policyLength({ Effect: "Allow", Action: ["s3:GetObject"] })).toBe(
    '{"Effect":"Allow","Action":["s3:GetObject"]}'.length,
  );
});

test("pseudo parameters and joins count as the text that they become", () => {
  const arn = { "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":s3:::lake/*"]] };
  expect(policyLength(arn)).toBe('"arn:aws:s3:::lake/*"'.length);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own syntax
  expect(policyLength({ "Fn::Sub": "arn:aws:sns:eu-west-1:${AWS::AccountId}:t" })).toBe(
    '"arn:aws:sns:eu-west-1:111111111111:t"'.length,
  );
});

test("an ARN that only deployment knows counts as one of usual length", () => {
  expect(policyLength({ "Fn::GetAtt": ["Role", "Arn"] })).toBe(102);
  expect(policyLength([{ Ref: "Topic" }])).toBe(104);
});

test("a condition with one key is not taken for an intrinsic", () => {
  expect(policyLength({ StringEquals: { "aws:SourceAccount": "1" } })).toBe(
    '{"StringEquals":{"aws:SourceAccount":"1"}}'.length,
  );
});
