import type { Environment, Platform } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { findPlatform, findState } from "./find-platform.ts";
import { InvalidPlatform } from "./invalid-platform.ts";
import { loadedTables, sayUnchecked } from "./loaded-tables.ts";

/** The platform and environment that a call is about. */
export interface ChosenPlatform {
  readonly platform: Platform;
  readonly environment: Environment;
  /** Absolute; not yet made. */
  readonly stateFolder: string;
}

/** What a call needs of its platform. */
interface Choice {
  /** `any` environment, or one that runs on this machine (default). */
  readonly where?: "here" | "any";
  /** Columns that the folder names must exist, as far as they are loaded. Not for what loads them. */
  readonly checksColumns?: boolean;
}

/**
 * Reads the folder. Fails with InvalidPlatform, or with a CallError for a missing folder or environment, or,
 * unless `where` is `any`, for one that is not this machine.
 */
export async function choosePlatform(
  context: Context,
  { where = "here", checksColumns = false }: Choice = {},
): Promise<ChosenPlatform> {
  const { readPlatform } = await import("@lakewright/config");
  const folder = findPlatform(context);
  const loaded = checksColumns ? await loadedTables(findState(context, folder)) : undefined;
  const reading = await readPlatform(folder, { knownColumns: loaded?.knownColumns });
  if (!reading.ok) throw new InvalidPlatform(reading.problems);
  await sayUnchecked(context, loaded);
  const { platform } = reading;
  const found = findEnvironment(platform, context.options.text("env") ?? "local");
  const environment = where === "any" ? found : runningHere(found);
  return { platform, environment, stateFolder: findState(context, folder) };
}

function findEnvironment(platform: Platform, name: string): Environment {
  const { environments } = platform;
  const found = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (found) return found;
  const names = Object.keys(environments);
  const hint = didYouMean(name, names) ?? `there are: ${names.join(", ")}`;
  throw new CallError(`platform "${platform.name}" has no environment "${name}"`, hint);
}

function runningHere(environment: Environment): Environment {
  if (environment.region === "local") return environment;
  const { name, region } = environment;
  const hint = "leave out --env: the environment `local` runs on this machine";
  throw new CallError(
    `environment "${name}" is in ${region}, and this command works only on this machine`,
    hint,
  );
}
