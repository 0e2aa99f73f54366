import {
  Effect,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName } from "../shared/deployed-platform.ts";
import { locationRoleName } from "../shared/zone-readers.ts";

export interface LocationRoleProps {
  readonly deployed: DeployedPlatform;
  readonly buckets: readonly Bucket[];
  readonly key: IKey;
}

/**
 * The role by which Lake Formation reads and writes registered locations. Not its service-linked role: that one's policy
 * grows with each registration until it is full, and CloudFormation does not make it.
 */
export class LocationRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { deployed, buckets, key }: LocationRoleProps) {
    super(scope, id);
    const { account } = deployed.environment;
    this.role = new Role(this, "Role", {
      roleName: globalName(deployed, locationRoleName),
      description: "Lake Formation reads and writes the zones as this role",
      assumedBy: new ServicePrincipal("lakeformation.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    });
    new ManagedPolicy(this, "Policy", {
      managedPolicyName: globalName(deployed, `${locationRoleName}-policy`),
      roles: [this.role],
      statements: [
        new PolicyStatement({
          sid: "ObjectsOfTheZones",
          effect: Effect.ALLOW,
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          resources: buckets.map((bucket) => bucket.arnForObjects("*")),
        }),
        new PolicyStatement({
          sid: "ListsOfTheZones",
          actions: ["s3:ListBucket"],
          resources: buckets.map((bucket) => bucket.bucketArn),
        }),
        new PolicyStatement({
          sid: "KeyOfTheZones",
          actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
          resources: [key.keyArn],
        }),
      ],
    });
  }
}
