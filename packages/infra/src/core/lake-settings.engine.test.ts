import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { statementsOf } from "../../test/policy-statements.ts";

let templates: ReadonlyMap<string, Template>;
beforeAll(async () => {
  const deployment = { lakeAdministrators: ["data-office", "arn:aws:iam::111111111111:user/ada"] };
  templates = templatesOf(await deployedExample("dev", { deployment }));
});

test("administrators are those of the folder, CloudFormation's execution role, and what grants", () => {
  const [settings, ...others] = resourcesOf(templates, "Custom::LakeFormationSettings");
  expect(others).toEqual([]);
  const qualifier = "[a-z0-9]+";
  expect(settings?.Properties.Administrators).toEqual([
    "arn:aws:iam::111111111111:role/data-office",
    "arn:aws:iam::111111111111:user/ada",
    expect.stringMatching(
      `^arn:aws:iam::111111111111:role/cdk-${qualifier}-cfn-exec-role-111111111111-eu-west-1$`,
    ),
    "arn:aws:iam::111111111111:role/gtm-dev-apply-grants-eu-west-1",
  ]);
});

test("settings are written after the role that grants and the function's own rights are there", () => {
  const [settings] = resourcesOf(templates, "Custom::LakeFormationSettings");
  const [owner] = resourcesOf(templates, "AWS::Lambda::Function").filter(
    ({ Properties }) => Properties.FunctionName === "gtm-dev-lake-settings",
  );
  expect(settings?.DependsOn).toEqual([expect.stringMatching(/^applygrantsRole/)]);
  expect(settings?.Properties.ServiceToken).toEqual({ "Fn::GetAtt": [owner?.id, "Arn"] });
  expect(owner?.DependsOn).toContainEqual(expect.stringMatching(/^lakesettingsPolicy/));
});

test("one function alone writes the settings, and it can grant nothing", () => {
  const writers = statementsOf(templates).filter(
    ({ Action, resource }) =>
      Action.includes("lakeformation:PutDataLakeSettings") && !resource.id.includes("oundary"),
  );
  expect(writers.map(({ Sid }) => Sid)).toEqual(["SettingsOfLakeFormation"]);
  const own = statementsOf(templates).filter(({ resource }) =>
    resource.id.startsWith("lakesettingsPolicy"),
  );
  const actions = own.flatMap(({ Action }) => Action);
  expect(actions.filter((one) => /Grant|Revoke|^s3:|^glue:|\*/.test(one))).toEqual([]);
});
