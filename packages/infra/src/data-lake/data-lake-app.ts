import type { App } from "aws-cdk-lib";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { lakeApp } from "../shared/lake-app.ts";
import { shardCount } from "./flow-shard.ts";
import { FlowsStack } from "./flows-stack.ts";
import { RegistrationStack } from "./registration-stack.ts";
import { ZonesStack } from "./zones-stack.ts";

/** Zones, flows, registration and access of the lake. */
export function dataLakeApp(deployed: DeployedPlatform, outdir: string): App {
  const app = lakeApp(outdir);
  const zones = new ZonesStack(app, deployed);
  const registration = new RegistrationStack(app, deployed);
  registration.addStackDependency(zones);
  for (let shard = 0; shard < shardCount; shard++)
    // Buckets, their policies and the queue of events come before the flows that use them.
    new FlowsStack(app, deployed, shard).addStackDependency(registration);
  return app;
}
