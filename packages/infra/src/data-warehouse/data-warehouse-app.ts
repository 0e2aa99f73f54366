import type { App } from "aws-cdk-lib";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { lakeApp } from "../shared/lake-app.ts";
import { ClusterStack } from "./cluster-stack.ts";
import { SchemasStack } from "./schemas-stack.ts";

/** The warehouse and what it shows of the lake. A platform without a warehouse.yaml has an app without stacks. */
export function dataWarehouseApp(deployed: DeployedPlatform, outdir: string): App {
  const app = lakeApp(outdir);
  const { warehouse } = deployed.environment;
  if (!warehouse) return app;
  const cluster = new ClusterStack(app, deployed, warehouse);
  new SchemasStack(app, deployed, warehouse, cluster.made).addStackDependency(cluster);
  return app;
}
