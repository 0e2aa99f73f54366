import { hashFunctionOf } from "@lakewright/engine/domain/warehouse-names";
import {
  CompositePrincipal,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName } from "../shared/deployed-platform.ts";
import { manifestOf } from "./warehouse-names.ts";

/** The role by which the warehouse calls the function that hashes for masks, and can do nothing else. */
export class HashRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: DeployedPlatform }) {
    super(scope, id);
    const { account, region } = deployed.environment;
    const role = new Role(this, "Role", {
      roleName: globalName(deployed, "warehouse-hash"),
      description: "Hashes for masks of the warehouse",
      assumedBy: new CompositePrincipal(
        new ServicePrincipal("redshift.amazonaws.com"),
        new ServicePrincipal("redshift-serverless.amazonaws.com"),
      ),
    });
    const { lambda } = hashFunctionOf(manifestOf(deployed));
    new ManagedPolicy(this, "Policy", {
      managedPolicyName: globalName(deployed, "warehouse-hash-policy"),
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: "FunctionThatHashes",
          actions: ["lambda:InvokeFunction"],
          resources: [`arn:aws:lambda:${region}:${account}:function:${lambda}`],
        }),
      ],
    });
    this.roleArn = role.roleArn;
  }
}
