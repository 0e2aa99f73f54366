import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { contractStack, publishContract } from "./contract.ts";

/** What every other stack needs first: keys, the logging bucket, the permissions boundary, deployment roles. */
export class FoundationStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform) {
    super(scope, deployed, contractStack, "Keys, logging, permissions boundary, deployment roles");
    const data = new Key(this, "DataKey", { enableKeyRotation: true });
    const operations = new Key(this, "OperationsKey", { enableKeyRotation: true });
    publishContract(this, { DataKeyArn: data.keyArn, OperationsKeyArn: operations.keyArn });
  }
}
