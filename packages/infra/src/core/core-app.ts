import type { App } from "aws-cdk-lib";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { lakeApp } from "../shared/lake-app.ts";
import { FoundationStack } from "./foundation-stack.ts";
import { LakeSettingsStack } from "./lake-settings-stack.ts";

/** Keys, logging, boundary, roles and the settings of Lake Formation: deployed first, changed least. */
export function coreApp(deployed: DeployedPlatform, outdir: string): App {
  const app = lakeApp(outdir);
  const foundation = new FoundationStack(app, deployed);
  new LakeSettingsStack(app, deployed).addStackDependency(foundation);
  return app;
}
