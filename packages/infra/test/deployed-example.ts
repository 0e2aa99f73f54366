import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Deployment, type Environment, readPlatform } from "@lakewright/config";
import { Template } from "aws-cdk-lib/assertions";
import { makeAssemblies } from "../src/make-assemblies.ts";
import type { DeployedPlatform } from "../src/shared/deployed-platform.ts";

const example = join(import.meta.dirname, "../../../examples/gtm");
const handlers = [
  "register-run",
  "reconcile-runs",
  "apply-grants",
  "lake-settings",
  "external-schemas",
  "warehouse-grants",
  "keyed-hash",
];

export interface ExampleChanges {
  readonly environment?: Partial<Environment>;
  readonly deployment?: Partial<Deployment>;
}

/** The GTM example as it is deployed, with what a test changes of it. Handlers are empty files: templates name, not run them. */
export async function deployedExample(
  name = "dev",
  changes: ExampleChanges = {},
): Promise<DeployedPlatform> {
  const reading = await readPlatform(example);
  if (!reading.ok) throw new Error("the example is not valid");
  const { platform } = reading;
  const environment = platform.environments[name];
  if (!environment?.deployment) throw new Error(`${name} is not deployed`);
  return {
    platform,
    environment: { ...environment, ...changes.environment },
    deployment: { ...environment.deployment, ...changes.deployment },
    handlers: emptyHandlers(),
  };
}

/** Templates by stack, without platform and environment in the name: `core-foundation`, `data-lake-zones` … */
export function templatesOf(deployed: DeployedPlatform): ReadonlyMap<string, Template> {
  const out = mkdtempSync(join(tmpdir(), "lakewright-synth-"));
  try {
    const prefix = `${deployed.platform.name}-${deployed.environment.standsFor}-`;
    const stacks = makeAssemblies(deployed, out).apps.flatMap(({ assembly }) => assembly.stacks);
    return new Map(
      stacks.map(({ stackName, templateFullPath }) => [
        stackName.slice(prefix.length),
        Template.fromJSON(JSON.parse(readFileSync(templateFullPath, "utf8"))),
      ]),
    );
  } finally {
    rmSync(out, { recursive: true });
  }
}

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

/** Every resource of some type, or of all types, in all stacks. */
export function resourcesOf(templates: ReadonlyMap<string, Template>, type?: string): Resource[] {
  return [...templates].flatMap(([stack, template]) => {
    const { Resources = {} } = template.toJSON() as {
      Resources?: Record<string, Omit<Resource, "id" | "stack">>;
    };
    return Object.entries(Resources)
      .filter(([, resource]) => type === undefined || resource.Type === type)
      .map(([id, resource]) => ({ ...resource, Properties: resource.Properties ?? {}, stack, id }));
  });
}

function emptyHandlers(): string {
  const folder = mkdtempSync(join(tmpdir(), "lakewright-handlers-"));
  for (const handler of handlers) {
    mkdirSync(join(folder, handler));
    writeFileSync(join(folder, handler, "index.mjs"), "export const handler = () => undefined;\n");
  }
  return folder;
}
