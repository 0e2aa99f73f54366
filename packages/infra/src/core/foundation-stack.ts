import type { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { contractStack, publishContract } from "./contract.ts";
import { DeploymentRoles } from "./deployment-roles.ts";
import { operationsUse, zonesUse } from "./key-uses.ts";
import { LoggingBucket } from "./logging-bucket.ts";
import { PermissionsBoundary } from "./permissions-boundary.ts";
import { PlatformKey } from "./platform-key.ts";

/** Everything that the other stacks need first: keys, the logging bucket, the permissions boundary, deployment roles. */
export class FoundationStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform) {
    super(scope, deployed, {
      what: contractStack,
      description: "Keys, logging, permissions boundary, deployment roles",
    });
    const { key, loggingBucket, permissionsBoundary } = deployed.deployment;
    const data = key ?? this.makeKey("data", "Objects of the zones", zonesUse(deployed));
    const operations =
      key ?? this.makeKey("operations", "Logs, queues and topics", operationsUse(deployed));
    if (!loggingBucket) new LoggingBucket(this, "logging", { deployed, keyArn: operations });
    const roles = new DeploymentRoles(this, "deployment", { deployed });
    if (!permissionsBoundary)
      roles.node.addDependency(new PermissionsBoundary(this, "boundary", { deployed }));
    publishContract(this, { DataKeyArn: data, OperationsKeyArn: operations });
  }

  private makeKey(what: string, description: string, statements: PlatformKeyStatements): string {
    const alias = regionalName(this.deployed, what);
    return new PlatformKey(this, `${what}-key`, { alias, description, statements }).keyArn;
  }
}

type PlatformKeyStatements = ReturnType<typeof zonesUse>;
