import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { databasesOf } from "./databases-of.ts";

/** What registering a run takes: it creates and extends, and has no right to delete anything. */
export function registrarStatements(
  deployed: DeployedPlatform,
  dataKeyArn: string,
  runs: IQueue,
): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "RunsToRegister",
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
      ],
      resources: [runs.queueArn],
    }),
    ...registering(deployed, dataKeyArn),
  ];
}

/** The same without a queue, and the runs that AppFlow remembers. */
export function reconcileStatements(
  deployed: DeployedPlatform,
  dataKeyArn: string,
): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "RunsThatAppFlowRemembers",
      actions: ["appflow:DescribeFlowExecutionRecords"],
      resources: [
        `arn:aws:appflow:${deployed.environment.region}:${deployed.environment.account}:flow/*`,
      ],
    }),
    ...registering(deployed, dataKeyArn),
  ];
}

function registering(deployed: DeployedPlatform, dataKeyArn: string): PolicyStatement[] {
  const { account, region, buckets } = deployed.environment;
  const glue = `arn:aws:glue:${region}:${account}`;
  const databases = databasesOf(deployed.environment);
  return [
    new PolicyStatement({
      sid: "TablesAndPartitions",
      actions: [
        "glue:GetDatabase",
        "glue:GetTable",
        "glue:CreateTable",
        "glue:UpdateTable",
        "glue:GetPartition",
        "glue:CreatePartition",
        "glue:BatchCreatePartition",
        "glue:UpdatePartition",
      ],
      resources: [
        `${glue}:catalog`,
        ...databases.flatMap((name) => [`${glue}:database/${name}`, `${glue}:table/${name}/*`]),
      ],
    }),
    new PolicyStatement({
      sid: "FilesOfRuns",
      actions: ["s3:GetObject"],
      resources: [`arn:aws:s3:::${buckets.raw}/*`],
    }),
    new PolicyStatement({
      sid: "ListsOfRuns",
      actions: ["s3:ListBucket"],
      resources: [`arn:aws:s3:::${buckets.raw}`],
    }),
    new PolicyStatement({
      sid: "KeyOfTheZones",
      actions: ["kms:Decrypt"],
      resources: [dataKeyArn],
    }),
    new PolicyStatement({
      sid: "LabelsOfFields",
      actions: ["appflow:DescribeConnectorEntity"],
      resources: [`arn:aws:appflow:${region}:${account}:connectorprofile/*`],
    }),
  ];
}
