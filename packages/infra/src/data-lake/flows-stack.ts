import { CfnWaitConditionHandle } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { shardName } from "./flow-shard.ts";

/** The flows of one hash bucket. Every bucket is always synthesized: a stack that is left out would keep its flows running. */
export class FlowsStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform, shard: number) {
    super(scope, deployed, `data-lake-${shardName(shard)}`, `AppFlow flows of bucket ${shard}`);
    // A template must hold something, also when the bucket's last flow is gone.
    new CfnWaitConditionHandle(this, "Always");
  }
}
