import type { Flow } from "@lakewright/config";
import { CfnWaitConditionHandle } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { chainLanes } from "./flow/flow-lanes.ts";
import { LakeFlow } from "./flow/lake-flow.ts";
import { RunEvents } from "./flow/run-events.ts";
import { shardName, shardOf } from "./flow-shard.ts";

/** The flows of one shard. Every shard is always synthesized: a stack that is left out would keep its flows running. */
export class FlowsStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform, shard: number) {
    super(scope, deployed, {
      what: `data-lake-${shardName(shard)}`,
      description: `AppFlow flows of shard ${shard}`,
    });
    // A template must hold something, also when the shard's last flow is gone.
    new CfnWaitConditionHandle(this, "Always");
    const keyArn = readContract(deployed).DataKeyArn;
    const made = flowsOf(deployed, shard).map((flow) => ({
      flow,
      made: new LakeFlow(this, { deployed, flow, keyArn }).flows,
    }));
    chainLanes(made.flatMap((each) => each.made));
    // Ends of write-backs too: they register nothing, but records that Salesforce refused must be seen.
    const flowNames = made.flatMap((each) => each.made.map(({ flowName }) => flowName));
    new RunEvents(this, { deployed, shard: shardName(shard), flowNames });
  }
}

/** By name: the order in which the folder lists them changes no template. */
function flowsOf({ environment, deployment }: DeployedPlatform, shard: number): readonly Flow[] {
  return environment.flows
    .filter((flow) => shardOf(flow, deployment) === shard)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
