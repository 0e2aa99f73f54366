import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { databasesOf } from "./databases-of.ts";

/** IAM statements for applying access. None of them reads data: no object, no credentials of Lake Formation. */
export function grantStatements(deployed: DeployedPlatform, tables: IQueue): PolicyStatement[] {
  const { account, region } = deployed.environment;
  const glue = `arn:aws:glue:${region}:${account}`;
  const databases = databasesOf(deployed.environment);
  return [
    new PolicyStatement({
      sid: "TablesToApplyTo",
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
      ],
      resources: [tables.queueArn],
    }),
    new PolicyStatement({
      sid: "ColumnsOfTables",
      actions: ["glue:GetDatabase", "glue:GetTable"],
      resources: [
        `${glue}:catalog`,
        ...databases.flatMap((name) => [`${glue}:database/${name}`, `${glue}:table/${name}/*`]),
      ],
    }),
    new PolicyStatement({
      sid: "PermissionsFiltersAndTags",
      actions: [
        "lakeformation:ListPermissions",
        "lakeformation:BatchGrantPermissions",
        "lakeformation:BatchRevokePermissions",
        "lakeformation:ListDataCellsFilter",
        "lakeformation:CreateDataCellsFilter",
        "lakeformation:DeleteDataCellsFilter",
        "lakeformation:GetLFTag",
        "lakeformation:CreateLFTag",
        "lakeformation:UpdateLFTag",
        "lakeformation:GetResourceLFTags",
        "lakeformation:AddLFTagsToResource",
        "lakeformation:RemoveLFTagsFromResource",
      ],
      // Lake Formation has no resources in IAM (service authorization reference).
      resources: ["*"],
    }),
  ];
}
