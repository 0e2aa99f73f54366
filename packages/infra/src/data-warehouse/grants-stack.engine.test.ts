import { readManifest, writeManifest } from "@lakewright/config";
import { hashFunctionOf, hashKeySecret } from "@lakewright/engine/domain/warehouse-names";
import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { statementsOf } from "../../test/policy-statements.ts";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";

let deployed: DeployedPlatform;
let templates: ReadonlyMap<string, Template>;
beforeAll(async () => {
  deployed = await deployedExample("dev");
  templates = templatesOf(deployed);
});

const statementsNamed = (sid: string) => statementsOf(templates).filter(({ Sid }) => Sid === sid);

/** The resource that stands for all grants, in the example with other rules. */
async function grantsWith(access: DeployedPlatform["environment"]["access"]) {
  const changed = templatesOf(await deployedExample("dev", { environment: { access } }));
  return resourcesOf(changed, "Custom::RedshiftGrants")[0]?.Properties;
}

test("a change of access.yaml changes the resource, so that deploying applies it, and names the roles that are gone", async () => {
  const [before] = resourcesOf(templates, "Custom::RedshiftGrants");
  const { access } = deployed.environment;
  if (!access) throw new Error("the example has no access.yaml");
  expect(before?.Properties.Roles).toContain("analyst");
  const { analyst: _, ...roles } = access.roles;
  const after = await grantsWith({ ...access, roles });
  expect(after?.Roles).not.toContain("analyst");
  expect(after?.Digest).not.toBe(before?.Properties.Digest);
  expect(await grantsWith(access)).toEqual(before?.Properties);
});

test("grants come after external schemas, which make the roles, and after what hashes", () => {
  const [grants] = resourcesOf(templates, "Custom::RedshiftGrants");
  expect(grants?.stack).toBe("data-warehouse-grants");
  expect(grants?.DependsOn).toEqual(
    expect.arrayContaining([expect.stringMatching(/^keyedhashFunction/)]),
  );
});

test("the key of the hash is made by Secrets Manager, and one function alone may read it", () => {
  const [secret] = resourcesOf(templates, "AWS::SecretsManager::Secret");
  expect(secret?.Properties).toMatchObject({
    Name: "gtm-dev-warehouse-hash-key",
    GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 64 },
  });
  expect(secret?.Properties).not.toHaveProperty("SecretString");
  expect(secret?.DeletionPolicy).toBe("Retain");
  const readers = statementsOf(templates).filter(
    ({ Action, Resource }) =>
      Action.includes("secretsmanager:GetSecretValue") &&
      JSON.stringify(Resource).includes("hashkey"),
  );
  expect(readers.map(({ resource }) => resource.Properties.ManagedPolicyName)).toEqual([
    "gtm-dev-keyed-hash-policy-eu-west-1",
  ]);
});

test("statements name the function, the role and the secret as the stacks do", () => {
  const manifest = readManifest(writeManifest(deployed.platform, deployed.environment));
  const { lambda, roleArn } = hashFunctionOf(manifest);
  const functions = resourcesOf(templates, "AWS::Lambda::Function");
  expect(functions.map(({ Properties }) => Properties.FunctionName)).toContain(lambda);
  const roles = resourcesOf(templates, "AWS::IAM::Role").map(
    ({ Properties }) => `arn:aws:iam::111111111111:role/${Properties.RoleName}`,
  );
  expect(roles).toContain(roleArn);
  expect(hashKeySecret(manifest)).toBe("gtm-dev-warehouse-hash-key");
  expect(statementsNamed("FunctionThatHashes").map(({ Resource }) => Resource)).toEqual([
    [`arn:aws:lambda:eu-west-1:111111111111:function:${lambda}`],
  ]);
});

test("what applies grants reads of the catalog no tables but the warehouse's own", () => {
  const [tables] = statementsNamed("RegisteredTables");
  const databases = tables?.Resource.map(String).filter((arn) => arn.includes(":database/"));
  const schemas = deployed.environment.warehouse?.projects.flatMap((project) => project.schemas);
  expect(databases?.map((arn) => arn.split("/")[1])).toEqual([...(schemas ?? [])].sort());
});

test("grants are applied one at a time, every day, and a failure is an alarm", () => {
  const [rule] = resourcesOf(templates, "AWS::Events::Rule").filter(
    ({ Properties }) => Properties.Name === "gtm-dev-warehouse-grants",
  );
  expect(rule?.Properties.ScheduleExpression).toBe("cron(0 6 * * ? *)");
  const grantor = resourcesOf(templates, "AWS::Lambda::Function").find(
    ({ Properties }) => Properties.FunctionName === "gtm-dev-warehouse-grants",
  );
  expect(grantor?.Properties).toMatchObject({ ReservedConcurrentExecutions: 1, Timeout: 900 });
  const alarms = resourcesOf(templates, "AWS::CloudWatch::Alarm").map(
    ({ Properties }) => Properties.AlarmName,
  );
  expect(alarms).toEqual(
    expect.arrayContaining([
      "gtm-dev-WarehouseGrantsFailed",
      "gtm-dev-warehouse-grants-errors",
      "gtm-dev-keyed-hash-errors",
    ]),
  );
});
