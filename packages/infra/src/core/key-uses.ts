import { zoneNames } from "@lakewright/config";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { readersOfZone } from "../shared/zone-readers.ts";

const use = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
];

/**
 * The key of the zones: AppFlow writes with it, and nobody decrypts but who may read a zone, so that an IAM policy
 * elsewhere in the account opens nothing (facts of Lake Formation: it does not stop direct access to S3).
 */
export function zonesUse(deployed: DeployedPlatform): PolicyStatement[] {
  const { account } = deployed.environment;
  const readers = [...new Set(zoneNames.flatMap((zone) => readersOfZone(deployed, zone)))];
  return [
    new PolicyStatement({
      sid: "AppFlowUsesTheKey",
      principals: [new ServicePrincipal("appflow.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    }),
    new PolicyStatement({
      sid: "NobodyElseDecrypts",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["kms:Decrypt"],
      resources: ["*"],
      conditions: {
        ArnNotLike: { "aws:PrincipalArn": readers },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
    new PolicyStatement({
      sid: "NobodyGrantsItAway",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["kms:CreateGrant"],
      resources: ["*"],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "false" } },
    }),
  ];
}

/** The key of everything that runs the platform: services that write logs, events and notifications of this account. */
export function operationsUse({ environment }: DeployedPlatform): PolicyStatement[] {
  const { account, region } = environment;
  const fromHere = { StringEquals: { "aws:SourceAccount": account } };
  const logGroups = `arn:aws:logs:${region}:${account}:log-group:*`;
  return [
    new PolicyStatement({
      sid: "LogsUseTheKey",
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: [...use, "kms:DescribeKey"],
      resources: ["*"],
      conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } },
    }),
    ...["events", "cloudwatch", "sns", "logging.s3"].map(
      (service) =>
        new PolicyStatement({
          sid: `${service.replace(/\W/g, "")}UsesTheKey`,
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: ["*"],
          conditions: fromHere,
        }),
    ),
  ];
}
