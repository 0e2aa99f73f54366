import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { parseEnv } from "node:util";
import { type Reference, secretVariable } from "@lakewright/config";
import { PlatformError } from "../../domain/platform-error.ts";
import type { Secrets } from "../../ports/secrets.ts";

/** A file of lines `NAME=value`. */
export interface SecretsFile {
  readonly path: string;
  /** The file must not lie in here, where it would be committed. */
  readonly platformFolder: string;
  /** Nobody named it, so it may be missing. */
  readonly isDefault?: boolean;
}

/**
 * `${env:NAME}` is the variable NAME. `${secret:NAME}` is the variable that `secretVariable` names, else the line of that
 * name in the secrets file, which only its owner may read. An empty value counts as missing.
 */
export function envSecrets(
  env: Readonly<Record<string, string | undefined>>,
  file: SecretsFile,
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
  return from === "env" ? name : secretVariable(name);
}

async function fromFile(file: SecretsFile, reference: Reference): Promise<string | undefined> {
  if (reference.from === "env" || !(await isThere(file))) return undefined;
  await assertPrivate(file);
  const text = await textOf(file.path);
  const values = parseEnv(text);
  const variable = variableOf(reference);
  if (isCutShort(text, variable))
    throw unusable(file.path, {
      reason: `what follows # in the value of ${variable} would be lost`,
      hint: "put the value in quotes, or a space before a comment",
    });
  return Object.hasOwn(values, variable) ? values[variable] : undefined;
}

function missing(reference: Reference, { path }: SecretsFile): PlatformError {
  const variable = variableOf(reference);
  return new PlatformError(
    "secret_missing",
    `\${${reference.from}:${reference.name}} has no value`,
    reference.from === "secret"
      ? `set the environment variable ${variable}, or write the line ${variable}=… in ${path}, which only you may read`
      : `set the environment variable ${variable}; \`lakewright sandbox\` prints lines to copy for an org on this machine`,
  );
}

async function isThere({ path, isDefault = false }: SecretsFile): Promise<boolean> {
  return !isDefault || (await lstat(path).then(Boolean, ({ code }) => code !== "ENOENT"));
}

/** Whether a value without quotes has a `#` in it: for `parseEnv` that begins a comment, for shells only after a space. */
function isCutShort(text: string, variable: string): boolean {
  return new RegExp(
    `^\\s*(export\\s+)?${variable}[^\\S\\n]*=[^\\S\\n]*[^\\s"'\`#][^\\n#]*(?<!\\s)#`,
    "m",
  ).test(text);
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error) => {
    throw unreadable(path, error);
  });
  try {
    // Without the mark that some editors put at the beginning.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unusable(path, { reason: "it is not UTF-8", hint: "save it as UTF-8", cause });
  }
}

async function assertPrivate({ path, platformFolder }: SecretsFile): Promise<void> {
  const found = await statOf(path);
  // A pipe would be empty for the second secret, or wait for ever.
  if (!found.isFile() && !found.isDirectory())
    throw unusable(path, {
      reason: "it is not a regular file",
      hint: "write the secrets into a file",
    });
  if (await isWithin(path, platformFolder))
    throw unusable(path, {
      reason: "it is in the platform folder",
      hint: `move it out of ${platformFolder}`,
    });
  // Windows has no such bits.
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0)
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
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): PlatformError {
  const reason = (cause as NodeJS.ErrnoException).code ?? "unreadable";
  const hint =
    "it must be a file of lines LAKEWRIGHT_SECRET_…=value that you may read; --secrets FILE or LAKEWRIGHT_SECRETS names another";
  return unusable(path, { reason, hint, cause });
}

function unusable(
  path: string,
  { reason, hint, cause }: { reason: string; hint: string; cause?: unknown },
): PlatformError {
  return new PlatformError("secrets_file_unusable", `secrets file ${path}: ${reason}`, hint, cause);
}
