import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifest, writeManifest } from "@lakewright/config";
import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { buildHandlers } from "../../../scripts/build-handlers.mjs";
import { serviceRoleArns } from "../../engine/src/lake-formation/domain/service-grants.ts";
import type { DeployedPlatform } from "../src/shared/deployed-platform.ts";
import { deployedExample, resourcesOf, templatesOf } from "./deployed-example.ts";
import { governedWarehouse } from "./governed-warehouse.ts";
import { statementsOf } from "./policy-statements.ts";

/** Service whose action has the name of the call, by service (service authorization reference). */
const callsByService: Readonly<Record<string, string>> = {
  appflow: "DescribeConnectorEntity DescribeFlowExecutionRecords",
  glue: `CreateDatabase CreatePartition CreateTable GetDatabases GetPartition GetPartitions GetTable GetTables
    UpdatePartition UpdateTable`,
  iam: "GetRole",
  lakeformation: `AddLFTagsToResource BatchGrantPermissions BatchRevokePermissions CreateDataCellsFilter CreateLFTag
    DeleteDataCellsFilter GetDataLakeSettings GetLFTag GetResourceLFTags ListDataCellsFilter ListPermissions
    PutDataLakeSettings RemoveLFTagsFromResource UpdateLFTag`,
  "redshift-data": "CancelStatement DescribeStatement ExecuteStatement GetStatementResult",
  elasticloadbalancing: "DeregisterTargets DescribeTargetHealth RegisterTargets",
  redshift: "DescribeClusters DescribeUsageLimits ModifyUsageLimit",
  "redshift-serverless":
    "CreateUsageLimit DeleteUsageLimit GetWorkgroup UpdateUsageLimit ListUsageLimits",
  s3: "GetObject",
  secretsmanager: "GetSecretValue",
};
const actionOf = new Map(
  Object.entries(callsByService).flatMap(([service, calls]) =>
    calls.split(/\s+/).map((call) => [call, `${service}:${call}`]),
  ),
);
actionOf.set("ListObjectsV2", "s3:ListBucket");

/** Methods of the catalog that a bundle holds because an adapter is one object, and that its use case has no port for. */
const neverCalled: Readonly<Record<string, RegExp>> = {
  "register-run": /^glue:(CreateDatabase|GetDatabases|GetPartitions|GetTables)$/,
  "reconcile-runs": /^glue:(CreateDatabase|GetDatabases|GetPartitions|GetTables)$/,
  "apply-grants": /^glue:(?!GetTable$)/,
  "lake-settings": /^$/,
  "external-schemas": /^$/,
  "warehouse-grants": /^glue:(?!GetTables$)/,
  "keyed-hash": /^$/,
  // The example's dev is serverless: what a cluster is asked is not its function's.
  "warehouse-targets": /^redshift:|^redshift-serverless:(?!GetWorkgroup$)/,
  "warehouse-limits": /^redshift:|^redshift-serverless:GetWorkgroup$|^elasticloadbalancing:/,
};

let bundles: string;
let deployed: DeployedPlatform;
let templates: ReadonlyMap<string, Template>;
let given: (handler: string) => readonly string[];
beforeAll(async () => {
  bundles = await mkdtemp(join(tmpdir(), "lakewright-rights-"));
  await buildHandlers(bundles);
  deployed = await deployedExample("dev", { environment: await governedWarehouse() });
  templates = templatesOf(deployed);
  const statements = statementsOf(templates);
  given = (handler) =>
    statements
      .filter(
        ({ resource }) =>
          resource.Properties.ManagedPolicyName === `gtm-dev-${handler}-policy-eu-west-1`,
      )
      .flatMap(({ Action }) => Action);
});

test.each(Object.keys(neverCalled))(
  "%s may do what its bundle calls of AWS, and a call that nobody knows the right for is noticed",
  async (handler) => {
    const bundle = await readFile(join(bundles, handler, "index.mjs"), "utf8");
    const calls = new Set(
      [...bundle.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)].flatMap(
        ([, command, page]) => command ?? page ?? "",
      ),
    );
    expect(calls.size).toBeGreaterThan(0);
    const needed = [...calls].map((call) => actionOf.get(call) ?? `?:${call}`);
    const missing = needed.filter((action) => !given(handler).includes(action));
    expect(missing.filter((action) => !neverCalled[handler]?.test(action))).toEqual([]);
  },
);

test("what Lake Formation grants to functions goes to roles that are there", () => {
  const { platform, environment } = deployed;
  const roles = resourcesOf(templates, "AWS::IAM::Role").map(
    ({ Properties }) => `arn:aws:iam::111111111111:role/${Properties.RoleName}`,
  );
  const granted = serviceRoleArns(readManifest(writeManifest(platform, environment)));
  expect(granted).toHaveLength(2);
  expect(roles).toEqual(expect.arrayContaining([...granted]));
});
