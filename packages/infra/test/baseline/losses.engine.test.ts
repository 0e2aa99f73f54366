import { expect, test } from "vitest";
import { lossesBetween, showLoss } from "./losses.ts";
import { type NormalResource, normaliseTemplate } from "./normalise-template.ts";

const bucket = { Type: "AWS::S3::Bucket", Properties: { BucketName: "gtm-dev-raw" } };
const flow = {
  Type: "AWS::AppFlow::Flow",
  Properties: { FlowName: "gtm-dev-crm-Account", FlowStatus: "Active", Tasks: [] },
};
const queue = { Type: "AWS::SQS::Queue", Properties: { QueueName: "runs.fifo", FifoQueue: true } };

test.each<[string, Resources, Resources, string[]]>([
  [
    "a bucket whose logical id is another one",
    { rawBucket: bucket },
    { rawZoneBucket: bucket },
    [
      "zones/rawBucket AWS::S3::Bucket would be removed: gone is the objects, or the name to a bucket that stays",
    ],
  ],
  [
    "a flow of another name",
    { account: flow },
    { account: changed(flow, { FlowName: "gtm-dev-crm-Accounts" }) },
    [
      "zones/account AWS::AppFlow::Flow would be replaced (FlowName): gone is how far the flow has read",
    ],
  ],
  [
    "a flow under another key",
    { account: flow },
    { account: changed(flow, { KMSArn: "arn:aws:kms:eu-west-1:111111111111:key/other" }) },
    [
      "zones/account AWS::AppFlow::Flow would be replaced (KMSArn): gone is how far the flow has read",
    ],
  ],
  [
    "a queue that is no longer first in, first out",
    { runs: queue },
    { runs: changed(queue, { FifoQueue: false }) },
    ["zones/runs AWS::SQS::Queue would be replaced (FifoQueue): gone is the messages"],
  ],
  [
    "access that is named otherwise",
    { grants: { Type: "Custom::LakeFormationGrants", Properties: {} } },
    { access: { Type: "Custom::LakeFormationGrants", Properties: {} } },
    [expect.stringContaining("grants Custom::LakeFormationGrants would be removed")],
  ],
  [
    "a cluster with another database",
    { warehouse: { Type: "AWS::Redshift::Cluster", Properties: { DBName: "gtm" } } },
    { warehouse: { Type: "AWS::Redshift::Cluster", Properties: { DBName: "other" } } },
    [expect.stringMatching(/would be replaced \(DBName\): gone is the warehouse/)],
  ],
  ["a stack that is gone", { rawBucket: bucket }, {}, [expect.stringContaining("removed")]],
])("%s is a loss", (_, before, after, lines) => {
  expect(lossesBetween(stack(before), stack(after)).map(showLoss)).toEqual(lines);
});

test.each<[string, Resources]>([
  ["another status of a flow", { account: changed(flow, { FlowStatus: "Suspended" }) }],
  ["other tasks of a flow", { account: changed(flow, { Tasks: [{ TaskType: "Map_all" }] }) }],
  ["a tag", { account: changed(flow, { Tags: [{ Key: "stage", Value: "dev" }] }) }],
  ["a dependency", { account: { ...flow, DependsOn: ["other"] } }],
  ["a resource more", { account: flow, rawBucket: bucket }],
])("%s is no loss", (_, after) => {
  expect(lossesBetween(stack({ account: flow }), stack(after))).toEqual([]);
});

test("a bucket that is kept when it is removed is a loss all the same: its name stays taken", () => {
  const kept = { ...bucket, DeletionPolicy: "Retain" };
  expect(lossesBetween(stack({ rawBucket: kept }), stack({}))).toMatchObject([{ how: "removed" }]);
});

test("hashes of code and explanations are no part of the baseline", () => {
  const code = (digit: string) => ({ S3Bucket: "assets", S3Key: `${digit.repeat(64)}.zip` });
  const template = (digit: string, description: string) =>
    normaliseTemplate({
      Description: description,
      Parameters: { BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>" } },
      Rules: {},
      Resources: {
        run: {
          Type: "AWS::Lambda::Function",
          Properties: { Code: code(digit) },
          Metadata: { "aws:asset:path": digit },
        },
      },
    });
  expect(template("a", "one")).toEqual(template("b", "another"));
  expect(Object.keys(template("a", "one"))).toEqual(["Resources"]);
});

type Resources = Readonly<Record<string, NormalResource>>;

function stack(resources: Resources) {
  return { zones: { Resources: resources } };
}

function changed(resource: NormalResource, properties: Record<string, unknown>): NormalResource {
  return { ...resource, Properties: { ...resource.Properties, ...properties } };
}
