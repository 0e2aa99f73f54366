import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { Context, OptionSpec } from "../command.ts";

export interface SecretsPath {
  /** Absolute. */
  readonly path: string;
  /** Nobody named it, so it may be missing. */
  readonly isDefault: boolean;
}

/** The secrets file that a call means: `--secrets`, else LAKEWRIGHT_SECRETS, else `<platform>.env` among the user's settings. */
export function findSecrets(
  { io, options }: Pick<Context, "io" | "options">,
  platform: string,
): SecretsPath {
  const { LAKEWRIGHT_SECRETS, XDG_CONFIG_HOME = "" } = io.env;
  const named = options.text("secrets") ?? (LAKEWRIGHT_SECRETS || undefined);
  if (named !== undefined) return { path: resolve(io.cwd, named), isDefault: false };
  // The XDG specification wants other than absolute paths ignored.
  const settings = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homedir(), ".config");
  return { path: join(settings, "lakewright", `${platform}.env`), isDefault: true };
}

/** Option of every command that may need a secret. */
export const secretsOption: OptionSpec = {
  takes: "FILE",
  summary: "secrets file (default: LAKEWRIGHT_SECRETS, or ~/.config/lakewright/<platform>.env)",
};
