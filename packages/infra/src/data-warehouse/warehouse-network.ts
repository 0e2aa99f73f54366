import { CfnSecurityGroup, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { port } from "./warehouse-names.ts";

/** Who reaches the warehouse: those in the account's own security groups, on one port, and nobody else. */
export class WarehouseNetwork extends Construct {
  readonly subnets: readonly string[];
  readonly securityGroup: string;

  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: DeployedPlatform }) {
    super(scope, id);
    const { vpc } = deployed.deployment;
    if (!vpc) throw new Error("a warehouse is made in a VPC, and the environment names none");
    this.subnets = vpc.subnets;
    const own = new CfnSecurityGroup(this, "Group", {
      groupName: regionalName(deployed, "warehouse"),
      groupDescription: "The warehouse",
      vpcId: vpc.id,
      // With enhanced routing it reads the lake by the VPC's own ways out, over TLS.
      securityGroupEgress: [
        { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "0.0.0.0/0", description: "AWS" },
      ],
    });
    this.securityGroup = own.attrGroupId;
    for (const group of vpc.securityGroups)
      new CfnSecurityGroupIngress(this, `from-${group}`, {
        groupId: this.securityGroup,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        sourceSecurityGroupId: group,
        description: "SQL from where functions run",
      });
  }
}
