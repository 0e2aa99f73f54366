import type { Redshift } from "@lakewright/config";
import { CustomResource } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue } from "../shared/platform-queue.ts";
import type { MadeWarehouse } from "./warehouse.ts";
import { warehouseName } from "./warehouse-names.ts";

export interface WarehouseLimitsProps {
  readonly deployed: DeployedPlatform;
  readonly key: IKey;
  readonly redshift: Redshift;
  readonly made: MadeWarehouse;
}

/** How much of the warehouse may be used: CloudFormation has no type for it. */
export class WarehouseLimits extends Construct {
  constructor(scope: Construct, id: string, props: WarehouseLimitsProps) {
    super(scope, id);
    const { deployed, key, redshift, made } = props;
    const what = "warehouse-limits-dead";
    const owner = new HandlerFunction(this, "warehouse-limits", {
      ...{ deployed, key },
      handler: "warehouse-limits",
      description: "Owns the usage limits of the warehouse",
      deadLetters: new PlatformQueue(this, what, { deployed, what, key }).queue,
      statements: [limitStatement(deployed, redshift)],
      concurrency: 1,
    });
    new CustomResource(this, "limits", {
      serviceToken: owner.function.functionArn,
      resourceType: "Custom::RedshiftUsageLimits",
      properties: { Warehouse: made.arn, Limits: redshift.usageLimits },
    });
  }
}

/** Limits get ids of this form when they are made (Redshift API reference, "UsageLimit"). */
const uuid = "????????-????-????-????-????????????";

function limitStatement(deployed: DeployedPlatform, { kind }: Redshift): PolicyStatement {
  const { account, region } = deployed.environment;
  if (kind === "provisioned")
    return new PolicyStatement({
      sid: "UsageLimitsOfTheCluster",
      actions: ["Create", "Delete", "Describe", "Modify"].map((verb) =>
        verb === "Describe" ? "redshift:DescribeUsageLimits" : `redshift:${verb}UsageLimit`,
      ),
      resources: [
        `arn:aws:redshift:${region}:${account}:usagelimit:${warehouseName(deployed)}/${uuid}`,
        `arn:aws:redshift:${region}:${account}:cluster:${warehouseName(deployed)}`,
      ],
    });
  return new PolicyStatement({
    sid: "UsageLimitsOfWorkgroups",
    actions: ["Create", "Delete", "Update"]
      .map((verb) => `redshift-serverless:${verb}UsageLimit`)
      .concat("redshift-serverless:ListUsageLimits"),
    // Limits of workgroups have no ARN (service authorization reference, Redshift Serverless).
    resources: ["*"],
  });
}
