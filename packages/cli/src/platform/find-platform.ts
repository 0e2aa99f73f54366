import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";

/** The platform folder that a call means: `--platform`, else the nearest one from here upwards. Fails with a CallError. */
export function findPlatform({ io, options }: Pick<Context, "io" | "options">): string {
  const named = options.text("platform");
  if (named !== undefined) return resolve(io.cwd, named);
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "platform.yaml"))) return folder;
    if (dirname(folder) === folder) break;
  }
  const hint = "name the folder with --platform DIR, or make one: lakewright init my-platform";
  throw new CallError(`there is no platform.yaml in ${io.cwd} or in a folder above it`, hint);
}

/** The state folder that a call means: `--state`, else `.lakewright` in the platform folder. */
export function findState(
  { io, options }: Pick<Context, "io" | "options">,
  platform: string,
): string {
  const named = options.text("state");
  return named === undefined ? join(platform, ".lakewright") : resolve(io.cwd, named);
}
