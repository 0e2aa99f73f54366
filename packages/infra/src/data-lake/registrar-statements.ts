import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { databasesOf } from "./databases-of.ts";

/** IAM statements for registering a run: it creates and extends, and may not delete anything. */
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
        `arn:aws:appflow:${deployed.environment.region}:${deployed.environment.account}:flow/${regionalName(deployed, "*")}`,
      ],
    }),
    ...registering(deployed, dataKeyArn),
  ];
}

function registering(deployed: DeployedPlatform, dataKeyArn: string): PolicyStatement[] {
  const { account, region, buckets } = deployed.environment;
  const glue = `arn:aws:glue:${region}:${account}`;
  const databases = databasesOf(deployed.environment);
  const profiles = profilesOf(deployed).map(
    (profile) => `arn:aws:appflow:${region}:${account}:connectorprofile/${profile}`,
  );
  return [
    new PolicyStatement({
      sid: "TablesAndPartitions",
      actions: [
        "glue:GetTable",
        "glue:CreateTable",
        "glue:UpdateTable",
        "glue:GetPartition",
        "glue:CreatePartition",
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
    ...(profiles.length > 0 ? [labelsOfFields(profiles)] : []),
  ];
}

function labelsOfFields(profiles: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: "LabelsOfFields",
    actions: ["appflow:DescribeConnectorEntity"],
    resources: [...profiles],
  });
}

/** Connector profiles that bring rows into the lake, by name. */
function profilesOf({ environment }: DeployedPlatform): readonly string[] {
  const inbound = environment.flows.filter(({ direction }) => direction === "in");
  return [...new Set(inbound.map(({ profile }) => profile))].sort();
}
