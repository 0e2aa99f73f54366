import { Duration } from "aws-cdk-lib";
import { AccountPrincipal, ManagedPolicy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName } from "../shared/deployed-platform.ts";

/**
 * Two roles for people and pipelines: `plan` looks up what is deployed, `deploy` changes it. Both can do nothing but take
 * on the roles of the CDK bootstrap, whose qualifier is the platform's. Whom the account lets assume them is its own IAM.
 */
export class DeploymentRoles extends Construct {
  constructor(scope: Construct, id: string, { deployed }: { readonly deployed: DeployedPlatform }) {
    super(scope, id);
    const parts = { plan: ["lookup"], deploy: ["deploy", "file-publishing", "lookup"] };
    for (const [name, bootstrapRoles] of Object.entries(parts)) {
      const role = new Role(this, name, {
        roleName: globalName(deployed, name),
        description: `Takes on the bootstrap's roles: ${bootstrapRoles.join(", ")}`,
        assumedBy: new AccountPrincipal(deployed.environment.account),
        maxSessionDuration: Duration.hours(1),
      });
      new ManagedPolicy(this, `${name}-policy`, {
        managedPolicyName: globalName(deployed, `${name}-policy`),
        roles: [role],
        statements: [
          new PolicyStatement({
            actions: ["sts:AssumeRole"],
            resources: bootstrapRoles.map((part) => bootstrapRoleArn(deployed, part)),
          }),
        ],
      });
    }
  }
}

function bootstrapRoleArn({ environment, deployment }: DeployedPlatform, part: string): string {
  const { account, region } = environment;
  const name = `cdk-${deployment.qualifier}-${part}-role-${account}-${region}`;
  return `arn:aws:iam::${account}:role/${name}`;
}
