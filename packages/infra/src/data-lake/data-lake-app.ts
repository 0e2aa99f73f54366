import type { App } from "aws-cdk-lib";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { lakeApp } from "../shared/lake-app.ts";
import { shardCount } from "./flow-shard.ts";
import { FlowsStack } from "./flows-stack.ts";

/** Zones, flows, registration and access of the lake. */
export function dataLakeApp(deployed: DeployedPlatform, outdir: string): App {
  const app = lakeApp(outdir);
  for (let shard = 0; shard < shardCount; shard++) new FlowsStack(app, deployed, shard);
  return app;
}
