import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { CallError } from "../call/call-error.ts";

/** The secrets of the starter's connections, in the file's lines. */
const starterSecrets = ["CRM_CLIENT_ID", "CRM_CLIENT_SECRET"];

/** Fails with a CallError for a file in the platform folder, where it would be committed. */
export function refuseSecretsInside(folder: string, path: string): void {
  const way = relative(folder, path);
  if (way.startsWith("..") || way === path) return;
  const hint = "nothing was written; choose a file outside of the platform folder";
  throw new CallError(`secrets file ${path} would be in the platform folder`, hint);
}

/** Makes the secrets file, for its owner alone. Never overwrites one: false if something is there. */
export async function makeSecretsFile(path: string, platform: string): Promise<boolean> {
  const text = `# Secrets of platform ${platform} on this machine; \${secret:crm/client-id} is the first line. Empty = none.
${starterSecrets.map((name) => `LAKEWRIGHT_SECRET_${name}=\n`).join("")}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    const hint = "the folder is written; --secrets FILE or LAKEWRIGHT_SECRETS names another file";
    throw new CallError(`secrets file ${path} cannot be written: ${code ?? message}`, hint);
  }
}
