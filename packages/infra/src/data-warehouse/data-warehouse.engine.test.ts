import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { newFolder } from "../../test/new-folder.ts";
import { statementsOf } from "../../test/policy-statements.ts";
import { sleepingWarehouse } from "../../test/sleeping-warehouse.ts";
import { makeAssemblies } from "../make-assemblies.ts";

type Templates = ReadonlyMap<string, Template>;
let serverless: Templates;
let provisioned: Templates;
beforeAll(async () => {
  serverless = templatesOf(await deployedExample("dev"));
  provisioned = templatesOf(await deployedExample("prod"));
});
const clusterOf = (templates: Templates) => templates.get("data-warehouse-cluster") as Template;

describe("a cluster", () => {
  test("is encrypted, private, in one subnet, for TLS alone, audited, and keeps its password itself", () => {
    const [group] = resourcesOf(provisioned, "AWS::Redshift::ClusterParameterGroup");
    const [subnets] = resourcesOf(provisioned, "AWS::Redshift::ClusterSubnetGroup");
    expect(subnets?.Properties.SubnetIds).toEqual(["subnet-2222222a"]);
    clusterOf(provisioned).hasResourceProperties("AWS::Redshift::Cluster", {
      ClusterIdentifier: "gtm-prod-warehouse",
      ClusterType: "multi-node",
      NumberOfNodes: 2,
      Encrypted: true,
      KmsKeyId: Match.anyValue(),
      PubliclyAccessible: false,
      EnhancedVpcRouting: true,
      ManageMasterPassword: true,
      MasterUserPassword: Match.absent(),
      ClusterParameterGroupName: { Ref: group?.id },
      ClusterSubnetGroupName: { Ref: subnets?.id },
      LoggingProperties: {
        LogDestinationType: "cloudwatch",
        LogExports: ["connectionlog", "userlog", "useractivitylog"],
      },
    });
    expect(group?.Properties.Parameters).toEqual(
      expect.arrayContaining([
        { ParameterName: "require_ssl", ParameterValue: "true" },
        { ParameterName: "enable_user_activity_logging", ParameterValue: "true" },
      ]),
    );
  });

  test("has the queues of warehouse.yaml", () => {
    const [group] = resourcesOf(provisioned, "AWS::Redshift::ClusterParameterGroup");
    const parameters = group?.Properties.Parameters as Record<string, string>[];
    const wlm = parameters.find((one) => one.ParameterName === "wlm_json_configuration");
    const names = (JSON.parse(wlm?.ParameterValue ?? "[]") as { name?: string }[]).map(
      ({ name }) => name,
    );
    expect(names).toEqual(["elt", "science", "rest", undefined]);
  });

  test("raises an alarm when its disks fill", () => {
    clusterOf(provisioned).hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "gtm-prod-warehouse-disk",
      Dimensions: [{ Name: "ClusterIdentifier", Value: "gtm-prod-warehouse" }],
      Threshold: 85,
      AlarmActions: ["arn:aws:sns:eu-west-1:222222222222:gtm-prod-alarms"],
    });
  });

  test("that sleeps is paused and woken by a role that can do nothing else", async () => {
    const { warehouse } = (await deployedExample()).environment;
    if (!warehouse) throw new Error("the example has no warehouse.yaml");
    const environment = { warehouse: sleepingWarehouse(warehouse) };
    const sleeping = templatesOf(await deployedExample("dev", { environment }));
    const actions = resourcesOf(sleeping, "AWS::Redshift::ScheduledAction");
    expect(actions.map(({ Properties }) => [Properties.Schedule, Properties.TargetAction])).toEqual(
      [
        ["cron(0 20 * * ? *)", { PauseCluster: { ClusterIdentifier: "gtm-dev-warehouse" } }],
        ["cron(0 4 * * ? *)", { ResumeCluster: { ClusterIdentifier: "gtm-dev-warehouse" } }],
      ],
    );
    const own = statementsOf(sleeping).filter(({ resource }) => resource.id.startsWith("sleep"));
    expect(own.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [
        ["redshift:PauseCluster", "redshift:ResumeCluster"],
        ["arn:aws:redshift:eu-west-1:111111111111:cluster:gtm-dev-warehouse"],
      ],
    ]);
  });
});

test("a workgroup is private, for TLS alone, and its namespace encrypted and audited", () => {
  clusterOf(serverless).hasResourceProperties("AWS::RedshiftServerless::Workgroup", {
    BaseCapacity: 8,
    MaxCapacity: 32,
    PubliclyAccessible: false,
    EnhancedVpcRouting: true,
    SubnetIds: ["subnet-1111111a", "subnet-1111111b", "subnet-1111111c"],
    ConfigParameters: Match.arrayWith([{ ParameterKey: "require_ssl", ParameterValue: "true" }]),
  });
  clusterOf(serverless).hasResourceProperties("AWS::RedshiftServerless::Namespace", {
    ManageAdminPassword: true,
    AdminUserPassword: Match.absent(),
    KmsKeyId: Match.anyValue(),
    LogExports: ["connectionlog", "userlog", "useractivitylog"],
  });
});

test("what holds data outlives its stack", () => {
  const held = [...resourcesOf(serverless), ...resourcesOf(provisioned)].filter(({ Type }) =>
    /Redshift.*::(Cluster|Namespace|Workgroup)$/.test(Type),
  );
  expect(held.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(["Retain", "Retain", "Retain"]);
});

test("a serverless warehouse in fewer than three subnets of the deployment is told so", async () => {
  const folder = newFolder();
  const vpc = { id: "vpc-11111111", subnets: ["subnet-1"], securityGroups: ["sg-11111111"] };
  const { problems } = makeAssemblies(
    await deployedExample("dev", { deployment: { vpc } }),
    folder.path,
  );
  expect(problems).toMatchObject([{ code: "LW1713" }]);
  folder.remove();
});

test("a warehouse with a network of its own stands there, and those whom it names reach it and nobody else", async () => {
  const { warehouse } = (await deployedExample("prod")).environment;
  if (!warehouse) throw new Error("the example has no warehouse.yaml");
  const network = {
    subnets: ["subnet-backend1", "subnet-backend2"],
    clientCidrs: ["10.1.0.0/16"],
    clientSecurityGroups: ["sg-clients1"],
    loadBalancer: false,
  };
  const redshift = { ...warehouse.redshift, network };
  const environment = { warehouse: { ...warehouse, redshift } };
  const templates = templatesOf(await deployedExample("prod", { environment }));
  const [subnets] = resourcesOf(templates, "AWS::Redshift::ClusterSubnetGroup");
  expect(subnets?.Properties.SubnetIds).toEqual(["subnet-backend1"]);
  const ways = resourcesOf(templates, "AWS::EC2::SecurityGroupIngress");
  expect(ways.map(({ Properties }) => Properties)).toEqual([
    expect.objectContaining({ SourceSecurityGroupId: "sg-clients1", FromPort: 5440 }),
    expect.objectContaining({ CidrIp: "10.1.0.0/16", ToPort: 5440 }),
  ]);
});

test("only the account's own security groups reach it, on one port", () => {
  const ways = resourcesOf(serverless, "AWS::EC2::SecurityGroupIngress");
  expect(ways.map(({ Properties }) => Properties)).toEqual([
    expect.objectContaining({
      SourceSecurityGroupId: "sg-11111111",
      FromPort: 5440,
      ToPort: 5440,
    }),
  ]);
});

describe("external schemas", () => {
  test("are one resource each, and each names the role of its persona", () => {
    const schemas = resourcesOf(serverless, "Custom::RedshiftExternalSchema");
    const pairs = schemas.map(({ Properties }) => [Properties.name, Properties.spectrumRole]);
    const arn = (role: string) =>
      `arn:aws:iam::111111111111:role/gtm-dev-spectrum-${role}-eu-west-1`;
    expect(pairs).toEqual([
      ["roche_salesforce_connector_profile1_ext", arn("dbt")],
      ["public_data_connector_profile_ext", arn("dbt")],
      ["crm_for_analysts", arn("analyst")],
      ["crm_for_science", arn("data_scientist")],
    ]);
  });

  test("are read by roles that the warehouse has, that exist before it, and that have no right on S3", () => {
    const roles = resourcesOf(serverless, "AWS::IAM::Role")
      .filter(({ id }) => id.startsWith("spectrum"))
      .map(({ stack, Properties }) => [stack, Properties.RoleName]);
    expect(new Set(roles.map(([stack]) => stack))).toEqual(new Set(["data-lake-access"]));
    const [namespace] = resourcesOf(serverless, "AWS::RedshiftServerless::Namespace");
    expect(namespace?.Properties.IamRoles).toEqual([
      ...roles.map(([, name]) => `arn:aws:iam::111111111111:role/${name}`),
      { "Fn::GetAtt": [expect.stringMatching(/^hashRole/), "Arn"] },
    ]);
    const actions = statementsOf(serverless)
      .filter(({ resource }) => resource.id.startsWith("spectrum"))
      .flatMap(({ Action }) => Action);
    expect(actions).toContain("lakeformation:GetDataAccess");
    expect(actions.filter((one) => !/^glue:Get|^lakeformation:GetDataAccess$/.test(one))).toEqual(
      [],
    );
  });

  test("are granted in Lake Formation what the persona is, after their roles are there", () => {
    const [grants] = resourcesOf(serverless, "Custom::LakeFormationGrants");
    expect(grants?.Properties.Principals).toEqual(
      expect.arrayContaining([
        "arn:aws:iam::111111111111:role/gtm-dev-analyst",
        "arn:aws:iam::111111111111:role/gtm-dev-spectrum-analyst-eu-west-1",
      ]),
    );
    expect(grants?.DependsOn?.filter((id) => /^spectrum\w+(?<!policy)\w*$/.test(id)).length).toBe(
      6,
    );
  });

  test("are made by a function that hands in statements to this warehouse and asks for its own alone", () => {
    const own = statementsOf(serverless).filter(({ resource }) =>
      resource.id.startsWith("externalschemasPolicy"),
    );
    const [secret] = own.filter(({ Sid }) => Sid === "SecretOfTheAdministrator");
    expect(secret?.Resource).toEqual([
      "arn:aws:secretsmanager:eu-west-1:111111111111:secret:redshift!gtm-dev-warehouse-warehouse_admin-??????",
    ]);
    const [asked] = own.filter(({ Sid }) => Sid === "OwnStatements");
    expect(Object.keys(asked?.Condition?.StringEquals ?? {})).toEqual([
      "redshift-data:statement-owner-iam-userid",
    ]);
  });
});

test("a platform without a warehouse.yaml has no such app, and one without a VPC is told to name one", async () => {
  const folder = newFolder();
  const without = await deployedExample("dev", { environment: { warehouse: undefined } });
  const made = makeAssemblies(without, folder.path);
  expect(made.apps.map(({ name }) => name)).toEqual(["core", "data_lake"]);
  const homeless = await deployedExample("dev", { deployment: { vpc: undefined } });
  const { problems } = makeAssemblies(homeless, folder.path);
  expect(problems).toMatchObject([{ code: "LW1808" }]);
  folder.remove();
});
