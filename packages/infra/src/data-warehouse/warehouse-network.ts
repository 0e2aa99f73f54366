import { CfnSecurityGroup, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { port } from "./warehouse-names.ts";

/** The network of the warehouse: its subnets, and on one port the clients that warehouse.yaml names, nobody else. */
export class WarehouseNetwork extends Construct {
  readonly subnets: readonly string[];
  readonly securityGroup: string;

  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: DeployedPlatform }) {
    super(scope, id);
    this.subnets = warehouseSubnets(deployed);
    const own = new CfnSecurityGroup(this, "Group", {
      groupName: regionalName(deployed, "warehouse"),
      groupDescription: "The warehouse",
      vpcId: vpcOf(deployed).id,
      // With enhanced routing it reads the lake by the VPC's own ways out, over TLS.
      securityGroupEgress: [
        { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "0.0.0.0/0", description: "AWS" },
      ],
    });
    this.securityGroup = own.attrGroupId;
    admitClients(this, deployed, this.securityGroup);
  }
}

/** Those of warehouse.yaml, or else the deployment's own. */
export function warehouseSubnets(deployed: DeployedPlatform): readonly string[] {
  const own = deployed.environment.warehouse?.redshift.network.subnets;
  return own ?? vpcOf(deployed).subnets;
}

export function vpcOf({ deployment }: DeployedPlatform) {
  const { vpc } = deployment;
  if (!vpc) throw new Error("a warehouse is made in a VPC, and the environment names none");
  return vpc;
}

/** Lets clients into a security group: those that warehouse.yaml names, or else where functions run. */
export function admitClients(scope: Construct, deployed: DeployedPlatform, groupId: string): void {
  const network = deployed.environment.warehouse?.redshift.network;
  const { clientCidrs = [], clientSecurityGroups = [] } = network ?? {};
  const named = clientCidrs.length + clientSecurityGroups.length > 0;
  const groups = named ? clientSecurityGroups : vpcOf(deployed).securityGroups;
  const way = { groupId, ipProtocol: "tcp", fromPort: port, toPort: port, description: "SQL" };
  for (const sourceSecurityGroupId of groups)
    new CfnSecurityGroupIngress(scope, `from-${sourceSecurityGroupId}`, {
      ...way,
      sourceSecurityGroupId,
    });
  for (const cidrIp of clientCidrs)
    new CfnSecurityGroupIngress(scope, `from-${cidrIp.replace(/\W/g, "-")}`, { ...way, cidrIp });
}
