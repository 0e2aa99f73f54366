import { type ExecFileException, execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import {
  endRecordedProcess,
  recordedProcessEnded,
  recordProcess,
} from "../../../core/adapters/machine/recorded-process.ts";
import { oldestPython } from "../../domain/elt-unavailable.ts";

const run = promisify(execFile);
const installTimeoutMs = 900_000;

/** Folder of the programs of a virtual environment. */
function programs(folder: string): string {
  return join(folder, process.platform === "win32" ? "Scripts" : "bin");
}

const printVersion = "import sys; print('.'.join(map(str, sys.version_info[:3])))";

/**
 * The dbt of a virtual environment under `cache` that holds exactly what `requirements` pins; made once for each content of that
 * file, also when several processes ask at once. One whose programs are gone, as after an upgrade of Python, is made again.
 * Returns what is missing on the machine, if something is.
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
  const [python, dbt] = [join(programs(folder), "python"), join(programs(folder), "dbt")];
  const installed = join(folder, "installed");
  const lock = `${folder}.lock`;
  const isWhole = () => [installed, python, dbt].every((path) => existsSync(path));
  if (isWhole()) return { dbt };
  try {
    await mkdir(cache, { recursive: true });
    await locked(lock, async () => {
      if (isWhole()) return;
      const recordedIn = childFileOf(lock);
      // Of a process that was killed while it installed.
      await endRecordedProcess(recordedIn);
      await assertPython();
      say("making a Python environment for dbt, once: about half a minute");
      // What a killed process had begun may write a little longer.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      const noVenv = "python3 cannot make a virtual environment";
      await step(noVenv, ["python3", "-m", "venv", folder], recordedIn);
      say("installing dbt and the packages that it needs");
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
      const failed = "pip cannot install dbt";
      if (!existsSync(python)) throw new Error(`${noVenv}: it has no python`);
      await step(failed, [python, ...pip, "--requirement", requirements], recordedIn);
      if (!existsSync(dbt)) throw new Error(`${failed}: it installed no program of this name`);
      await mkdir(installed);
    });
    return { dbt };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

async function assertPython(): Promise<void> {
  const said = (await step("python3 does not work", ["python3", "-c", printVersion])).trim();
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(said) ?? [];
  if (major === undefined)
    throw new Error(`python3 does not tell its version: "${said.slice(0, 80)}"`);
  if (Number(major) === oldestPython.major && Number(minor) >= oldestPython.minor) return;
  const oldest = `${oldestPython.major}.${oldestPython.minor}`;
  throw new Error(`python3 is ${said}, and dbt needs ${oldest} or newer`);
}

/**
 * The output of a program, which `recordedIn` records while it runs. Fails with what could not be done, and the last line that the program
 * said of it.
 */
async function step(
  failed: string,
  [program = "", ...args]: readonly string[],
  recordedIn?: string,
): Promise<string> {
  try {
    const running = run(program, args, { timeout: installTimeoutMs });
    const { pid } = running.child;
    const recorded = recordedIn && pid ? recordProcess(recordedIn, pid) : undefined;
    const [{ stdout }] = await Promise.all([running, recorded]);
    return stdout;
  } catch (error) {
    throw new Error(reasonOf(failed, error), { cause: error });
  } finally {
    if (recordedIn) await rm(recordedIn, { force: true });
  }
}

function reasonOf(failed: string, error: unknown): string {
  const { code, killed, stderr, message } = error as Partial<ExecFileException> & {
    readonly stderr?: string;
  };
  if (code === "ENOENT") return "there is no python3 on this machine";
  if (killed) return `${failed}: it took longer than ${installTimeoutMs / 60_000} minutes`;
  const lines = String(stderr || message).split("\n");
  return `${failed}: ${lines.findLast((line) => line.trim() !== "")?.trim() ?? "unknown reason"}`;
}

/** Records the program that is installing. */
const childFileOf = (lock: string) => `${lock}.child`;

/** A folder is made by one process alone; the others wait until it is done, or until that process is gone. */
async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  while (!(await takeLock(lock))) {
    const isLeft = (await recordedProcessEnded(lock)) || (await isTooOld(lock));
    if (isLeft) await rm(lock, { recursive: true, force: true });
    else await wait(200);
  }
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** A link appears with its content, and never in place of another. */
async function takeLock(lock: string): Promise<boolean> {
  const draft = `${lock}.${randomUUID()}`;
  await recordProcess(draft, process.pid);
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

async function isTooOld(lock: string): Promise<boolean> {
  const began = await stat(lock).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - began > installTimeoutMs;
}
