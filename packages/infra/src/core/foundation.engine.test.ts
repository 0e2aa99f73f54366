import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { governedWarehouse } from "../../test/governed-warehouse.ts";
import { statementsOf } from "../../test/policy-statements.ts";
import { sleepingWarehouse } from "../../test/sleeping-warehouse.ts";
import { boundaryActions } from "./boundary-actions.ts";

let templates: ReadonlyMap<string, Template>;
let foundation: Template;
beforeAll(async () => {
  templates = templatesOf(await deployedExample());
  foundation = templates.get("core-foundation") as Template;
});

test("keys turn every year and outlive the stack", () => {
  const keys = foundation.findResources("AWS::KMS::Key");
  expect(Object.keys(keys)).toHaveLength(2);
  for (const key of Object.values(keys)) {
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(key.DeletionPolicy).toBe("Retain");
  }
});

test("nobody decrypts the zones but who may read one directly, and services of AWS", () => {
  const [deny] = statementsOf(templates).filter(({ Sid }) => Sid === "NobodyElseDecrypts");
  expect(deny).toMatchObject({ Effect: "Deny", Action: ["kms:Decrypt"], Principal: { AWS: "*" } });
  expect(deny?.Condition).toEqual({
    ArnNotLike: {
      "aws:PrincipalArn": [
        "arn:aws:iam::111111111111:role/gtm-dev-lake-location-eu-west-1",
        "arn:aws:iam::111111111111:role/gtm-dev-register-run-eu-west-1",
        "arn:aws:iam::111111111111:role/gtm-dev-reconcile-runs-eu-west-1",
      ],
    },
    Bool: { "aws:PrincipalIsAWSService": "false" },
  });
});

test("AppFlow writes and reads with the key of the zones, for this account alone", () => {
  const [use] = statementsOf(templates).filter(({ Sid }) => Sid === "AppFlowUsesTheKey");
  expect(use).toMatchObject({
    Effect: "Allow",
    Principal: { Service: "appflow.amazonaws.com" },
    // Parts of a large object are put together by decrypting them.
    Action: expect.arrayContaining(["kms:Decrypt", "kms:GenerateDataKey"]),
    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
  });
});

test("the key of the zones is given away to services of AWS alone", () => {
  const [deny] = statementsOf(templates).filter(({ Sid }) => Sid === "NobodyGrantsItAway");
  expect(deny).toMatchObject({
    Effect: "Deny",
    Action: ["kms:CreateGrant"],
    Condition: { Bool: { "kms:GrantIsForAWSResource": "false" } },
  });
});

test("each service that writes under the key of operations may use it: without that, events are lost without a word", () => {
  const operations = statementsOf(templates).filter(
    ({ resource, Principal }) =>
      resource.id.startsWith("operationskey") && JSON.stringify(Principal).includes("Service"),
  );
  const services = operations.map(({ Principal }) => (Principal as { Service: string }).Service);
  expect(services.sort()).toEqual(
    ["cloudwatch", "events", "logging.s3", "logs.eu-west-1", "sns"].map(
      (service) => `${service}.amazonaws.com`,
    ),
  );
  for (const { Action } of operations)
    expect(Action).toEqual(expect.arrayContaining(["kms:Decrypt", "kms:GenerateDataKey"]));
});

test("a role that access.yaml lets bypass Lake Formation reads its zone, and a persona never does", async () => {
  const deployed = await deployedExample();
  const { access } = deployed.environment;
  if (!access) throw new Error("the example has access.yaml");
  const dbt = { ...access.roles.dbt, bypasses: [{ through: "s3", zone: "curated", reason: "" }] };
  const roles = { ...access.roles, dbt } as typeof access.roles;
  const changed = {
    ...deployed,
    environment: { ...deployed.environment, access: { ...access, roles } },
  };
  const denied = statementsOf(templatesOf(changed)).filter(({ Sid }) => Sid === "NobodyElseReads");
  const readers = Object.fromEntries(
    denied.map(({ resource, Condition }) => [
      resource.id.replace(/Bucket.*/, ""),
      JSON.stringify(Condition?.ArnNotLike),
    ]),
  );
  expect(readers.curated).toContain("role/gtm-dev-dbt");
  expect(readers.raw).not.toContain("role/gtm-dev-dbt");
  for (const list of Object.values(readers)) expect(list).not.toContain("analyst");
});

test("the logging bucket takes logs of the zones of this account alone", () => {
  const [delivery] = statementsOf(templates).filter(({ Sid }) => Sid === "ZonesDeliverAccessLogs");
  expect(delivery).toMatchObject({
    Action: ["s3:PutObject"],
    Principal: { Service: "logging.s3.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
  });
  const zones = ["raw", "curated", "outbound", "quarantine"];
  expect(delivery?.Condition?.ArnEquals).toEqual({
    "aws:SourceArn": zones.map((zone) => `arn:aws:s3:::gtm-dev-${zone}-111111111111-eu-west-1`),
  });
});

test("every role of every app is bounded", () => {
  const roles = resourcesOf(templates, "AWS::IAM::Role");
  expect(roles.length).toBeGreaterThanOrEqual(5);
  for (const { id, Properties } of roles)
    expect([id, Properties.PermissionsBoundary]).toEqual([
      id,
      "arn:aws:iam::111111111111:policy/gtm-dev-boundary-eu-west-1",
    ]);
});

describe("the boundary", () => {
  let given: ReadonlySet<string>;
  beforeAll(async () => {
    // With a cluster that sleeps, whose schedule has rights of its own.
    const { warehouse } = await governedWarehouse();
    if (!warehouse) throw new Error("the example has no warehouse.yaml");
    const environment = { warehouse: sleepingWarehouse(warehouse) };
    const everything = templatesOf(await deployedExample("dev", { environment }));
    // A warehouse that is a workgroup takes other actions than one that is a cluster.
    const governed = { environment: await governedWarehouse() };
    const workgroup = templatesOf(await deployedExample("dev", governed));
    const policies = [...statementsOf(everything), ...statementsOf(workgroup)].filter(
      ({ resource, Sid }) =>
        resource.Type === "AWS::IAM::ManagedPolicy" && Sid !== "WhatThePlatformNeeds",
    );
    given = new Set(policies.flatMap(({ Action }) => Action));
  });

  test("holds every action that a role is given, else the role would silently lack it", () => {
    expect([...given].filter((action) => !boundaryActions.includes(action))).toEqual([]);
  });

  test("holds no action that no role is given", () => {
    expect(boundaryActions.filter((action) => !given.has(action))).toEqual([]);
  });
});

test("no policy but the keys' own administration allows an action by wildcard", () => {
  const wide = statementsOf(templates).filter(
    ({ Effect, Action }) => Effect === "Allow" && Action.some((action) => action.includes("*")),
  );
  expect(wide.map(({ Sid }) => Sid)).toEqual([
    "AccountAdministersTheKey",
    "AccountAdministersTheKey",
  ]);
});

test("deployment roles can do nothing but take on the bootstrap's roles", () => {
  foundation.hasResourceProperties("AWS::IAM::ManagedPolicy", {
    ManagedPolicyName: "gtm-dev-plan-policy-eu-west-1",
    PolicyDocument: Match.objectLike({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource:
            "arn:aws:iam::111111111111:role/cdk-hnb659fds-lookup-role-111111111111-eu-west-1",
        },
      ],
    }),
  });
});

test("the other apps ask for no output that the foundation does not have", () => {
  const outputs = Object.keys(foundation.findOutputs("*"));
  const asked = [...templates].flatMap(([stack, template]) =>
    [...JSON.stringify(template.toJSON()).matchAll(/"Fn::GetStackOutput":(\{[^}]*\})/g)].map(
      ([, found]) => ({ stack, ...JSON.parse(found as string) }),
    ),
  );
  // Stacks of one app may ask each other.
  const ownApp = (stack: string) => `gtm-dev-${stack.split("-").slice(0, 2).join("-")}-`;
  const ofOthers = asked.filter(({ stack, StackName }) => !StackName.startsWith(ownApp(stack)));
  expect(ofOthers.length).toBeGreaterThan(0);
  for (const { StackName, OutputName } of ofOthers) {
    expect(StackName).toBe("gtm-dev-core-foundation");
    expect(outputs).toContain(OutputName);
  }
});

test("no stack exports or imports a value, which would block the deletion of another", () => {
  for (const template of templates.values()) {
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toContain("Fn::ImportValue");
    expect(text).not.toContain('"Export"');
  }
});

test("what the account brings is used, and nothing is made in its place", async () => {
  const key = "arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555";
  const permissionsBoundary = "arn:aws:iam::111111111111:policy/ours";
  const brought = templatesOf(
    await deployedExample("dev", {
      deployment: {
        key,
        permissionsBoundary,
        loggingBucket: "our-logs",
        locationRole: "arn:aws:iam::111111111111:role/our-location",
        alarmTopic: "arn:aws:sns:eu-west-1:111111111111:ours",
        qualifier: "ours",
        vpc: { id: "vpc-1", subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"] },
      },
    }),
  );
  expect(resourcesOf(brought, "AWS::KMS::Key")).toEqual([]);
  expect(resourcesOf(brought, "AWS::SNS::Topic")).toEqual([]);
  expect(resourcesOf(brought, "AWS::S3::Bucket")).toHaveLength(4);
  for (const { Properties } of resourcesOf(brought, "AWS::S3::Bucket")) {
    expect(JSON.stringify(Properties.LoggingConfiguration)).toContain("our-logs");
    expect(JSON.stringify(Properties.BucketEncryption)).toContain("GetStackOutput");
  }
  expect(brought.get("core-foundation")?.findOutputs("DataKeyArn")).toEqual({
    DataKeyArn: { Value: key },
  });
  for (const { Properties } of resourcesOf(brought, "AWS::IAM::Role"))
    expect(Properties.PermissionsBoundary).toBe(permissionsBoundary);
  const bootstrap = JSON.stringify([...brought.values()].map((template) => template.toJSON()));
  expect(bootstrap).toContain("role/cdk-ours-deploy-role-111111111111-eu-west-1");
  expect(bootstrap).not.toContain("hnb659fds");
  for (const { Properties } of resourcesOf(brought, "AWS::LakeFormation::Resource"))
    expect(Properties.RoleArn).toBe("arn:aws:iam::111111111111:role/our-location");
  for (const { Properties } of resourcesOf(brought, "AWS::Lambda::Function"))
    expect(Properties.VpcConfig).toEqual({
      SecurityGroupIds: ["sg-1"],
      SubnetIds: ["subnet-1", "subnet-2"],
    });
});

test("names that are unique in the world carry the region, so that a second region can be deployed", () => {
  for (const { Properties } of resourcesOf(templates, "AWS::IAM::Role"))
    expect(Properties.RoleName).toMatch(/^gtm-dev-.+-eu-west-1$/);
  for (const { Properties } of resourcesOf(templates, "AWS::IAM::ManagedPolicy"))
    expect(Properties.ManagedPolicyName).toMatch(/^gtm-dev-.+-eu-west-1$/);
});

test("tags of platform and environment are on what takes tags", () => {
  for (const { Properties } of resourcesOf(templates, "AWS::S3::Bucket"))
    expect(Properties.Tags).toEqual(
      expect.arrayContaining([
        { Key: "cost-center", Value: "gtm" },
        { Key: "lakewright:platform", Value: "gtm" },
        { Key: "stage", Value: "dev" },
      ]),
    );
});
