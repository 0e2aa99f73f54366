import { CfnSecurityGroup, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import {
  CfnListener,
  CfnLoadBalancer,
  CfnTargetGroup,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import type { MadeWarehouse } from "./warehouse.ts";
import { port } from "./warehouse-names.ts";
import { admitClients, vpcOf, warehouseSubnets } from "./warehouse-network.ts";

export interface WarehouseLoadBalancerProps {
  readonly deployed: DeployedPlatform;
  readonly made: MadeWarehouse;
}

/**
 * An internal network load balancer: it passes TLS through to the warehouse as it is, so that nothing but the warehouse
 * decrypts. A function registers its targets: CloudFormation does not know their addresses.
 */
export class WarehouseLoadBalancer extends Construct {
  readonly targetGroup: string;
  /** Name of the load balancer in metrics. */
  readonly fullName: string;
  readonly targetGroupFullName: string;

  constructor(scope: Construct, id: string, { deployed, made }: WarehouseLoadBalancerProps) {
    super(scope, id);
    const vpcId = vpcOf(deployed).id;
    const balancer = new CfnLoadBalancer(this, "Balancer", {
      type: "network",
      scheme: "internal",
      subnets: [...warehouseSubnets(deployed)],
      securityGroups: [this.securityGroup(deployed, made.securityGroup)],
      loadBalancerAttributes: attributes({
        "deletion_protection.enabled": "true",
        // The warehouse may be in one zone, clients in others.
        "load_balancing.cross_zone.enabled": "true",
      }),
    });
    const targets = new CfnTargetGroup(this, "Targets", {
      vpcId,
      port,
      protocol: "TCP",
      targetType: "ip",
      healthCheckProtocol: "TCP",
      healthCheckIntervalSeconds: 10,
      targetGroupAttributes: attributes({ "preserve_client_ip.enabled": "false" }),
    });
    new CfnListener(this, "Listener", {
      loadBalancerArn: balancer.ref,
      port,
      protocol: "TCP",
      defaultActions: [{ type: "forward", targetGroupArn: targets.ref }],
    });
    this.targetGroup = targets.ref;
    this.fullName = balancer.attrLoadBalancerFullName;
    this.targetGroupFullName = targets.attrTargetGroupFullName;
  }

  /** Clients come in, and only the warehouse is behind it. */
  private securityGroup(deployed: DeployedPlatform, warehouse: string): string {
    const way = { ipProtocol: "tcp", fromPort: port, toPort: port, description: "SQL" };
    const group = new CfnSecurityGroup(this, "Group", {
      groupName: regionalName(deployed, "warehouse-load-balancer"),
      groupDescription: "Load balancer of the warehouse",
      vpcId: vpcOf(deployed).id,
      // A group that is made without a way out gets every way out.
      securityGroupEgress: [{ ...way, destinationSecurityGroupId: warehouse }],
    }).attrGroupId;
    new CfnSecurityGroupIngress(this, "into-warehouse", {
      ...way,
      groupId: warehouse,
      sourceSecurityGroupId: group,
    });
    admitClients(this, deployed, group);
    return group;
  }
}

function attributes(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
