import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const installTimeoutMs = 900_000;

/** Folder of the programs of a virtual environment. */
function programs(folder: string): string {
  return join(folder, process.platform === "win32" ? "Scripts" : "bin");
}

/**
 * The dbt of a virtual environment under `cache` that holds exactly what `requirements` pins; made once for each content of that
 * file, also when several processes ask at once. Returns what is missing on the machine, if something is.
 */
export async function dbtEnvironment(
  requirements: string,
  cache: string,
  say: (text: string) => void,
): Promise<{ readonly dbt: string } | { readonly missing: string }> {
  const digest = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex");
  const folder = join(cache, `elt-${digest.slice(0, 12)}`);
  const dbt = join(programs(folder), "dbt");
  const installed = join(folder, "installed");
  if (existsSync(installed)) return { dbt };
  try {
    await mkdir(cache, { recursive: true });
    await locked(`${folder}.lock`, async () => {
      if (existsSync(installed)) return;
      say("making a Python environment for dbt, once: about half a minute");
      await rm(folder, { recursive: true, force: true });
      await run("python3", ["-m", "venv", folder], { timeout: installTimeoutMs });
      say("installing dbt and the packages that it needs");
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
      await run(join(programs(folder), "python"), [...pip, "--requirement", requirements], {
        timeout: installTimeoutMs,
      });
      await mkdir(installed);
    });
    return { dbt };
  } catch (error) {
    return { missing: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { code, stderr, message } = error as { code?: string; stderr?: string; message?: string };
  if (code === "ENOENT") return "there is no python3 on this machine";
  const lines = String(stderr || message).split("\n");
  return lines.filter((line) => line.trim() !== "").at(-1) ?? "unknown reason";
}

/** A folder is made by one process alone; the others wait until it is done. */
async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    const made = await mkdir(lock).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
        return false;
      },
    );
    if (made) break;
    const began = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - began > installTimeoutMs) await rm(lock, { recursive: true, force: true });
    else await wait(200);
  }
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}
