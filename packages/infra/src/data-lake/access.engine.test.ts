import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { statementsOf } from "../../test/policy-statements.ts";

let templates: ReadonlyMap<string, Template>;
let access: Template;
beforeAll(async () => {
  templates = templatesOf(await deployedExample());
  access = templates.get("data-lake-access") as Template;
});

const actionsOf = (policy: string) =>
  statementsOf(templates)
    .filter(({ resource }) => resource.id.startsWith(policy))
    .flatMap(({ Action }) => Action);

test("grants, filters and tags are one resource, in words: none is a resource of its own that parallel changes break", () => {
  const types = resourcesOf(templates).map(({ Type }) => Type);
  expect(types.filter((type) => type === "Custom::LakeFormationGrants")).toHaveLength(1);
  for (const type of [
    "PrincipalPermissions",
    "DataCellsFilter",
    "Tag",
    "TagAssociation",
    "DataLakeSettings",
  ])
    expect(types).not.toContain(`AWS::LakeFormation::${type}`);
  access.hasResourceProperties("Custom::LakeFormationGrants", {
    Principals: Match.arrayWith(["arn:aws:iam::111111111111:role/gtm-dev-analyst"]),
    Databases: ["public_data_connector_profile", "roche_salesforce_connector_profile1"],
    Grants: {
      analyst: ["select on tables tagged sensitivity=internal|public"],
      country_manager_de: Match.arrayWith([
        Match.stringLikeRegexp("account \\(id, .*\\) where billingcountry = 'Germany'"),
        "whatever field_force has",
      ]),
    },
    Digest: Match.stringLikeRegexp("^[0-9a-f]{16}$"),
  });
});

test("a changed grant changes the resource, and nothing else of the stack but the function's code", async () => {
  const deployed = await deployedExample();
  const { access: rules } = deployed.environment;
  if (!rules) throw new Error("the example has no access.yaml");
  const grants = rules.grants.filter(({ to }) => to !== "analyst");
  const changed = templatesOf(
    await deployedExample("dev", { environment: { access: { ...rules, grants } } }),
  );
  const [before, after] = [templates, changed].map((all) =>
    resourcesOf(new Map([["access", all.get("data-lake-access") as Template]])),
  );
  const differing = (before ?? []).filter(
    (one, index) => JSON.stringify(one) !== JSON.stringify(after?.[index]),
  );
  expect(differing.map(({ Type }) => Type).sort()).toEqual([
    "AWS::Lambda::Function",
    "Custom::LakeFormationGrants",
  ]);
});

test("what applies access cannot read data and cannot change the settings", () => {
  const actions = actionsOf("applygrantsPolicy");
  expect(actions).toContain("lakeformation:BatchGrantPermissions");
  expect(
    actions.filter((one) => /^s3:|GetDataAccess|Settings|^iam:|glue:(?!Get)|\*/.test(one)),
  ).toEqual([]);
});

test("new tables are told of by their database, changed ones by themselves, and both go to an encrypted queue", () => {
  access.hasResourceProperties("AWS::Events::Rule", {
    EventPattern: {
      source: ["aws.glue"],
      "detail-type": [
        "Glue Data Catalog Database State Change",
        "Glue Data Catalog Table State Change",
      ],
      detail: {
        databaseName: ["public_data_connector_profile", "roche_salesforce_connector_profile1"],
        typeOfChange: ["CreateTable", "UpdateTable"],
      },
    },
  });
  access.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

test.each(["tables-dead", "tables-late", "apply-grants-errors", "GrantsFailed"])(
  "permissions that could not be applied raise the alarm %s and stand on a page of their own",
  (name) => {
    access.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: `gtm-dev-${name}`,
      AlarmActions: ["arn:aws:sns:eu-west-1:111111111111:gtm-dev-alarms"],
    });
    access.hasResourceProperties("AWS::CloudWatch::Dashboard", { DashboardName: "gtm-dev-access" });
  },
);

test("tables whose permissions could not be applied five times wait among the dead letters", () => {
  const [dead] = resourcesOf(templates, "AWS::SQS::Queue").filter(
    ({ Properties }) => Properties.QueueName === "gtm-dev-tables-dead",
  );
  access.hasResourceProperties("AWS::SQS::Queue", {
    QueueName: "gtm-dev-tables",
    // Six times the function's ten minutes.
    VisibilityTimeout: 3600,
    RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": [dead?.id, "Arn"] }, maxReceiveCount: 5 },
  });
});

test("grants come after the rights of what applies them, and are taken away before these", () => {
  const [grants] = resourcesOf(templates, "Custom::LakeFormationGrants");
  const [grantor] = resourcesOf(templates, "AWS::Lambda::Function").filter(
    ({ Properties }) => Properties.FunctionName === "gtm-dev-apply-grants",
  );
  expect(grants?.Properties.ServiceToken).toEqual({ "Fn::GetAtt": [grantor?.id, "Arn"] });
  expect(grantor?.DependsOn).toEqual([expect.stringMatching(/^applygrantsPolicy/)]);
});

test("the role that grants is the one that the settings name as an administrator", () => {
  const [role] = resourcesOf(templates, "AWS::IAM::Role").filter(
    ({ Properties }) => Properties.RoleName === "gtm-dev-apply-grants-eu-west-1",
  );
  expect(role?.stack).toBe("core-lake-settings");
  access.hasResourceProperties("AWS::IAM::ManagedPolicy", {
    ManagedPolicyName: "gtm-dev-apply-grants-policy-eu-west-1",
    Roles: ["gtm-dev-apply-grants-eu-west-1"],
  });
  access.hasResourceProperties("AWS::Lambda::Function", {
    FunctionName: "gtm-dev-apply-grants",
    Role: "arn:aws:iam::111111111111:role/gtm-dev-apply-grants-eu-west-1",
  });
});
