import type { PropertyOverride } from "@lakewright/config";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { applyOverrides } from "./apply-overrides.ts";

test("a property is set by the construct's logical path, in a construct as in a bare resource", () => {
  const { app, stack } = lake();
  const overrides = [
    override("data_lake/zones/inbox", "Properties.VisibilityTimeout", 77),
    override("data_lake/zones/raw/bucket", "Properties.ObjectLockEnabled", true),
    override("data_lake/zones/raw/bucket", "DeletionPolicy", "Delete"),
  ];
  expect(applyOverrides({ data_lake: app }, overrides)).toEqual([]);
  const template = Template.fromStack(stack);
  template.hasResourceProperties("AWS::SQS::Queue", { VisibilityTimeout: 77 });
  template.hasResource("AWS::S3::Bucket", {
    Properties: { ObjectLockEnabled: true },
    DeletionPolicy: "Delete",
  });
});

test("an unknown construct is a problem on its line, with the nearest one that exists", () => {
  const problems = applyOverrides({ data_lake: lake().app }, [
    override("data_lake/zones/inbx", "Properties.VisibilityTimeout", 77),
  ]);
  expect(problems).toMatchObject([
    {
      code: "LW1803",
      ...place,
      message: 'no construct is called "data_lake/zones/inbx"',
      hint: 'did you mean "data_lake/zones/inbox"?',
    },
  ]);
});

test("where nothing is near, what there is in the nearest parent is listed", () => {
  const problems = applyOverrides({ data_lake: lake().app }, [
    override("data_lake/zones/raw/something-else", "Properties.Tags", []),
    override("warehouse/cluster", "Properties.Tags", []),
  ]);
  expect(problems.map(({ hint }) => hint)).toEqual([
    'there are "data_lake/zones/raw/bucket"',
    'there are "data_lake/zones/inbox", "data_lake/zones/raw/bucket"',
  ]);
});

test("a construct that only holds resources says which", () => {
  const problems = applyOverrides({ data_lake: lake().app }, [
    override("data_lake/zones/raw", "Properties.Tags", []),
  ]);
  expect(problems).toMatchObject([
    {
      code: "LW1804",
      message: '"data_lake/zones/raw" is no resource',
      hint: 'it holds "data_lake/zones/raw/bucket"',
    },
  ]);
});

test.each([
  "Properties.BucketEncryption",
  "Properties.PublicAccessBlockConfiguration.BlockPublicAcls",
  "Properties.PolicyDocument.Statement.0.Action",
])("%s cannot be overridden: checkers judge the constructs and would not see it", (property) => {
  const { app, stack } = lake();
  const overrides = [override("data_lake/zones/raw/bucket", property, {})];
  expect(applyOverrides({ data_lake: app }, overrides)).toMatchObject([
    { code: "LW1806", ...place },
  ]);
  Template.fromStack(stack).hasResource("AWS::S3::Bucket", { Properties: Match.absent() });
});

const place = { file: "/platform/platform.yaml", line: 30, column: 11 };

function override(construct: string, property: string, value: unknown): PropertyOverride {
  return { construct, property, value, at: place };
}

function lake() {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, "data-lake-zones");
  new Queue(stack, "inbox");
  new CfnBucket(new Construct(stack, "raw"), "bucket");
  return { app, stack };
}
