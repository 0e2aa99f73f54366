import { readFile, realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { parseEnv } from "node:util";
import type { Reference } from "@lakewright/config";
import { PlatformError } from "../../domain/platform-error.ts";
import type { Secrets } from "../../ports/secrets.ts";

/** A file of lines `NAME=value`. */
export interface SecretsFile {
  readonly path: string;
  /** The file must not lie in here, where it would be committed. */
  readonly platformFolder: string;
}

/**
 * `${env:NAME}` is the variable NAME. `${secret:NAME}` is the variable LAKEWRIGHT_SECRET_NAME, else NAME in the secrets
 * file, which only its owner may read. An empty value counts as missing.
 */
export function envSecrets(
  env: Readonly<Record<string, string | undefined>>,
  file?: SecretsFile,
): Secrets {
  return {
    resolve: async (reference) => {
      const value = env[variableOf(reference)] || (await fromFile(file, reference));
      if (!value) throw missing(reference, file);
      return value;
    },
  };
}

function variableOf({ from, name }: Reference): string {
  return from === "env" ? name : `LAKEWRIGHT_SECRET_${name}`;
}

async function fromFile(
  file: SecretsFile | undefined,
  { from, name }: Reference,
): Promise<string | undefined> {
  if (!file || from === "env") return undefined;
  await assertPrivate(file);
  const values = parseEnv(await readFile(file.path, "utf8"));
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function missing(reference: Reference, file: SecretsFile | undefined): PlatformError {
  const variable = variableOf(reference);
  const inFile = file && reference.from === "secret";
  return new PlatformError(
    "secret_missing",
    `\${${reference.from}:${reference.name}} has no value`,
    inFile
      ? `set the environment variable ${variable}, or add the line ${reference.name}=… to ${file.path}`
      : `set the environment variable ${variable}`,
  );
}

async function assertPrivate({ path, platformFolder }: SecretsFile): Promise<void> {
  const { mode } = await statOf(path);
  if (await isWithin(path, platformFolder))
    throw unusable(path, {
      reason: "it is in the platform folder",
      hint: `move it out of ${platformFolder}`,
    });
  // Windows has no such bits.
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw unusable(path, {
      reason: "others may read or write it",
      hint: `run chmod 600 "${path}"`,
    });
}

async function isWithin(path: string, folder: string): Promise<boolean> {
  const root = await realpath(folder);
  return (await realpath(path)).startsWith(root + sep) || resolve(path).startsWith(root + sep);
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    const hint = "create it with lines NAME=value, or leave the option out";
    throw unusable(path, { reason: code, hint, cause: error });
  }
}

function unusable(
  path: string,
  { reason, hint, cause }: { reason: string; hint: string; cause?: unknown },
): PlatformError {
  return new PlatformError("secret_missing", `secrets file ${path}: ${reason}`, hint, cause);
}
