import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlatform } from "@lakewright/config";
import type { DeployedPlatform } from "../src/shared/deployed-platform.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** The example platform as it is deployed to `environment`, with the handlers that `npm run prepare` bundled. */
export async function gtm(environment: string): Promise<DeployedPlatform> {
  const reading = await readPlatform(join(root, "examples", "gtm"));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 2));
  const { platform } = reading;
  const found = platform.environments[environment];
  if (!found?.deployment) throw new Error(`"${environment}" is not deployed`);
  const handlers = join(root, "packages", "cli", "dist", "handlers");
  return { platform, environment: found, deployment: found.deployment, handlers };
}

/** A new folder, and how to remove it. */
export function newFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "lakewright-infra-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
