import { join } from "node:path";
import { newProblem, type Problem } from "@lakewright/config";
import type { App } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { coreApp } from "./core/core-app.ts";
import { dataLakeApp } from "./data-lake/data-lake-app.ts";
import { dataWarehouseApp } from "./data-warehouse/data-warehouse-app.ts";
import { applyOverrides } from "./overrides/apply-overrides.ts";
import type { DeployedPlatform } from "./shared/deployed-platform.ts";

/** An app and what it was synthesized to. */
export interface MadeApp {
  readonly name: string;
  readonly app: App;
  readonly assembly: CloudAssembly;
}

export interface MadeAssemblies {
  readonly apps: readonly MadeApp[];
  /** Overrides that name nothing. */
  readonly problems: readonly Problem[];
}

/** Every app, in the order in which they are deployed. */
const appMakers: Readonly<Record<string, (deployed: DeployedPlatform, outdir: string) => App>> = {
  core: coreApp,
  data_lake: dataLakeApp,
  data_warehouse: dataWarehouseApp,
};

/** Folders of assemblies, below the folder that is synthesized into. */
export const appNames: readonly string[] = Object.keys(appMakers);

/** Writes the cloud assembly of each app to `<out>/<app>`, with the overrides of the platform folder. */
export function makeAssemblies(deployed: DeployedPlatform, out: string): MadeAssemblies {
  const apps = Object.fromEntries(
    appsOf(deployed).map(([name, makeApp]) => [name, makeApp(deployed, join(out, name))]),
  );
  const problems = applyOverrides(apps, deployed.deployment.overrides);
  const made = Object.entries(apps).map(([name, app]) => ({ name, app, assembly: app.synth() }));
  return { apps: made, problems: [...problems, ...withoutSubnets(deployed)] };
}

/** Without a warehouse.yaml there is no app of a warehouse; without a VPC it is a problem. */
function appsOf({ environment, deployment }: DeployedPlatform) {
  const hasWarehouse = environment.warehouse !== undefined && deployment.vpc !== undefined;
  return Object.entries(appMakers).filter(([name]) => name !== "data_warehouse" || hasWarehouse);
}

/** A warehouse needs a VPC, and a serverless one subnets in three zones of it, which the deployment may name itself. */
function withoutSubnets({ environment, deployment }: DeployedPlatform): Problem[] {
  const { warehouse } = environment;
  if (!warehouse) return [];
  if (deployment.vpc) {
    const { kind, network } = warehouse.redshift;
    const subnets = new Set(network.subnets ?? deployment.vpc.subnets).size;
    if (kind !== "serverless" || subnets >= 3) return [];
    const few = `"${environment.name}" has a serverless warehouse, which needs subnets of three zones, and its vpc names ${subnets}`;
    const more = "add private subnets to `vpc`, or name some under `warehouse.redshift.network`";
    return [newProblem({ code: "LW1713", at: deployment.at, message: few, hint: more })];
  }
  const message = `"${environment.name}" has a warehouse and no VPC for it`;
  const hint = "name private subnets of the account as `vpc` of the environment's `deployment`";
  return [newProblem({ code: "LW1808", at: deployment.at, message, hint })];
}
