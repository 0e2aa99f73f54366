import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import { coreApp } from "./core/core-app.ts";
import { dataLakeApp } from "./data-lake/data-lake-app.ts";
import type { Template } from "./limits/template.ts";
import type { DeployedPlatform } from "./shared/deployed-platform.ts";

export interface SynthesizedStack {
  readonly name: string;
  /** Absolute path of the template. */
  readonly template: string;
  readonly resources: number;
  /** AppFlow flows among them. */
  readonly flows: number;
  /** Size of the template. */
  readonly bytes: number;
}

export interface SynthesizedApp {
  readonly name: string;
  /** The cloud assembly: what `cdk deploy --app` takes. */
  readonly folder: string;
  readonly stacks: readonly SynthesizedStack[];
}

/** Every app, in the order in which they are deployed. */
const apps: Readonly<Record<string, (deployed: DeployedPlatform, outdir: string) => App>> = {
  core: coreApp,
  data_lake: dataLakeApp,
};

/** Writes the cloud assembly of each app to `<out>/<app>`. Needs no network, Docker or credentials. */
export function synthesize(deployed: DeployedPlatform, out: string): readonly SynthesizedApp[] {
  return Object.entries(apps).map(([name, makeApp]) => {
    const folder = join(out, name);
    const assembly = makeApp(deployed, folder).synth();
    const stacks = assembly.stacks.map(({ stackName, templateFullPath }) => {
      const text = readFileSync(templateFullPath, "utf8");
      const { Resources = {} } = JSON.parse(text) as Template;
      const types = Object.values(Resources).map(({ Type }) => Type);
      return {
        name: stackName,
        template: templateFullPath,
        resources: types.length,
        flows: types.filter((type) => type === "AWS::AppFlow::Flow").length,
        bytes: Buffer.byteLength(text),
      };
    });
    return { name, folder, stacks };
  });
}
