import { join } from "node:path";
import { type Environment, type Flow, readPlatform } from "@lakewright/config";
import { type LocalPlatform, openLocalPlatform } from "@lakewright/engine/local";

export interface BenchPlatform {
  readonly environment: Environment;
  readonly flow: Flow;
  readonly local: LocalPlatform;
}

/** The platform of a bench, which has one flow, with its state in `stateFolder`. */
export async function openBenchPlatform(
  platformFolder: string,
  stateFolder: string,
): Promise<BenchPlatform> {
  const reading = await readPlatform(platformFolder);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const environment = reading.platform.environments.local;
  const flow = environment?.flows[0];
  if (!environment || !flow) throw new Error(`${platformFolder} has no flow for this machine`);
  const secretsFile = { path: join(stateFolder, "none.env"), platformFolder, isDefault: true };
  const options = { environment, stateFolder, secretsFile, processEnv: process.env };
  return { environment, flow, local: await openLocalPlatform(options) };
}

/** A folder of this name below the folder of the bench. */
export function below(folder: string, name: string): string {
  return join(folder, name);
}
