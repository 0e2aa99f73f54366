import { flowStackCount } from "@lakewright/config";
import type { App } from "aws-cdk-lib";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { lakeApp } from "../shared/lake-app.ts";
import { AccessStack } from "./access-stack.ts";
import { FlowsStack } from "./flows-stack.ts";
import { RegistrationStack } from "./registration-stack.ts";
import { ZonesStack } from "./zones-stack.ts";

/** Zones, flows, registration and access of the lake. */
export function dataLakeApp(deployed: DeployedPlatform, outdir: string): App {
  const app = lakeApp(outdir);
  const zones = new ZonesStack(app, deployed);
  const registration = new RegistrationStack(app, deployed);
  registration.addStackDependency(zones);
  const access = new AccessStack(app, deployed);
  // Databases and places come before what is granted on them; alarms go to the topic of registration.
  access.addStackDependency(zones);
  access.addStackDependency(registration);
  for (let shard = 0; shard < flowStackCount; shard++)
    // Buckets, their policies, the queue of events and the registrar's permissions come before the flows that use them.
    new FlowsStack(app, deployed, shard).addStackDependency(access);
  return app;
}
