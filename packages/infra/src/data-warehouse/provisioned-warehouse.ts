import type { RedshiftProvisioned } from "@lakewright/config";
import { administrator } from "@lakewright/engine/domain/warehouse-names";
import { RemovalPolicy } from "aws-cdk-lib";
import {
  CfnCluster,
  CfnClusterParameterGroup,
  CfnClusterSubnetGroup,
} from "aws-cdk-lib/aws-redshift";
import { Construct } from "constructs";
import { type MadeWarehouse, sharedParameters, type WarehouseProps } from "./warehouse.ts";
import { port, warehouseName } from "./warehouse-names.ts";
import { workloadQueues } from "./workload-queues.ts";

export interface ProvisionedWarehouseProps extends WarehouseProps {
  readonly redshift: RedshiftProvisioned;
}

/**
 * A cluster in the first of the account's private subnets, so in one zone: encrypted, TLS alone, audited. It outlives its
 * stack, and what CloudFormation could change only by making it anew is what the platform's name or the database give.
 */
export class ProvisionedWarehouse extends Construct {
  readonly made: MadeWarehouse;

  constructor(scope: Construct, id: string, props: ProvisionedWarehouseProps) {
    super(scope, id);
    const { deployed, keyArn, network, redshift, roles } = props;
    const name = warehouseName(deployed);
    const subnets = new CfnClusterSubnetGroup(this, "Subnets", {
      description: `Where ${name} stands`,
      subnetIds: network.subnets.slice(0, 1),
    });
    const parameters = new CfnClusterParameterGroup(this, "Parameters", {
      description: `Settings of ${name}`,
      parameterGroupFamily: "redshift-1.0",
      parameters: Object.entries(parametersOf(redshift)).map(([parameterName, parameterValue]) => ({
        parameterName,
        parameterValue,
      })),
    });
    const cluster = new CfnCluster(this, "Cluster", {
      clusterIdentifier: name,
      clusterType: redshift.nodes > 1 ? "multi-node" : "single-node",
      nodeType: redshift.nodeType,
      ...(redshift.nodes > 1 ? { numberOfNodes: redshift.nodes } : {}),
      dbName: redshift.database,
      masterUsername: administrator,
      manageMasterPassword: true,
      masterPasswordSecretKmsKeyId: keyArn,
      encrypted: true,
      kmsKeyId: keyArn,
      port,
      publiclyAccessible: false,
      enhancedVpcRouting: true,
      // It is in one zone: there is nowhere to relocate it to.
      availabilityZoneRelocation: false,
      clusterSubnetGroupName: subnets.ref,
      vpcSecurityGroupIds: [network.securityGroup],
      clusterParameterGroupName: parameters.ref,
      iamRoles: [...roles],
      allowVersionUpgrade: true,
      preferredMaintenanceWindow: "sun:02:00-sun:03:00",
      automatedSnapshotRetentionPeriod: 7,
      // Audit logs do not go to buckets under a customer's own key (Redshift management guide, "Database audit logging").
      loggingProperties: {
        logDestinationType: "cloudwatch",
        logExports: ["connectionlog", "userlog", "useractivitylog"],
      },
    });
    cluster.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const { account, region } = deployed.environment;
    this.made = {
      kind: "provisioned",
      arn: `arn:aws:redshift:${region}:${account}:cluster:${name}`,
      secret: cluster.attrMasterPasswordSecretArn,
      secretArn: cluster.attrMasterPasswordSecretArn,
      securityGroup: network.securityGroup,
    };
  }
}

function parametersOf({ queues }: RedshiftProvisioned): Readonly<Record<string, string>> {
  const wlm = queues.length > 0 ? { wlm_json_configuration: workloadQueues(queues) } : {};
  return { ...sharedParameters, ...wlm };
}
