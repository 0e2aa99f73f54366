import type { App } from "aws-cdk-lib";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { lakeApp } from "../shared/lake-app.ts";
import { ClusterStack } from "./cluster-stack.ts";
import { GrantsStack } from "./grants-stack.ts";
import { LoadBalancerStack } from "./load-balancer-stack.ts";
import { SchemasStack } from "./schemas-stack.ts";

/** The warehouse and what it shows of the lake. A platform without a warehouse.yaml has an app without stacks. */
export function dataWarehouseApp(deployed: DeployedPlatform, outdir: string): App {
  const app = lakeApp(outdir);
  const { warehouse } = deployed.environment;
  if (!warehouse) return app;
  const cluster = new ClusterStack(app, deployed, warehouse);
  const schemas = new SchemasStack(app, deployed, { warehouse, made: cluster.made });
  schemas.addStackDependency(cluster);
  // External schemas make the roles that read them; who has the roles comes after.
  new GrantsStack(app, deployed, cluster.made).addStackDependency(schemas);
  if (warehouse.redshift.network.loadBalancer)
    new LoadBalancerStack(app, deployed, cluster.made).addStackDependency(cluster);
  return app;
}
