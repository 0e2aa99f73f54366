import type { RedshiftServerless } from "@lakewright/config";
import { administrator, administratorSecret } from "@lakewright/engine/domain/warehouse-names";
import { RemovalPolicy } from "aws-cdk-lib";
import { CfnNamespace, CfnWorkgroup } from "aws-cdk-lib/aws-redshiftserverless";
import { Construct } from "constructs";
import { type MadeWarehouse, sharedParameters, type WarehouseProps } from "./warehouse.ts";
import { manifestOf, port, warehouseName } from "./warehouse-names.ts";

export interface ServerlessWarehouseProps extends WarehouseProps {
  readonly redshift: RedshiftServerless;
}

/** A namespace, which holds the data and outlives its stack, and a workgroup that computes in the account's private subnets. */
export class ServerlessWarehouse extends Construct {
  readonly made: MadeWarehouse;

  constructor(scope: Construct, id: string, props: ServerlessWarehouseProps) {
    super(scope, id);
    const { deployed, keyArn, network, redshift, roles } = props;
    const name = warehouseName(deployed);
    const namespace = new CfnNamespace(this, "Namespace", {
      namespaceName: name,
      dbName: redshift.database,
      adminUsername: administrator,
      manageAdminPassword: true,
      adminPasswordSecretKmsKeyId: keyArn,
      kmsKeyId: keyArn,
      iamRoles: [...roles],
      logExports: ["connectionlog", "userlog", "useractivitylog"],
    });
    namespace.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const { maxCapacity } = redshift;
    const workgroup = new CfnWorkgroup(this, "Workgroup", {
      workgroupName: name,
      namespaceName: namespace.ref,
      baseCapacity: redshift.baseCapacity,
      ...(maxCapacity === undefined ? {} : { maxCapacity }),
      publiclyAccessible: false,
      enhancedVpcRouting: true,
      port,
      subnetIds: [...network.subnets],
      securityGroupIds: [network.securityGroup],
      configParameters: Object.entries(sharedParameters).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
    });
    workgroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const { account, region } = deployed.environment;
    // CloudFormation returns a cluster's secret and not a namespace's; Redshift names both alike, and ARNs end in six more.
    const secret = administratorSecret(manifestOf(deployed));
    this.made = {
      kind: "serverless",
      arn: workgroup.attrWorkgroupWorkgroupArn,
      secret,
      secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:${secret}-??????`,
      securityGroup: network.securityGroup,
    };
  }
}
