// Python programs that tests and benchmarks compare with, each set of pinned requirements in a virtual environment of
// its own under `.venv/`. Imported by tests and benches; nothing to run by hand.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const environments = join(dirname(fileURLToPath(import.meta.url)), "..", ".venv");
const pipTimeoutMs = 600_000;
const staleLockMs = pipTimeoutMs + 60_000;

/**
 * The Python of an environment that holds `requirements`, a pinned file; made once for each content of the file, also
 * when several processes ask at once. Never throws: what is missing is said in the answer.
 */
export async function pythonEnvironment(requirements, say = () => {}) {
  const content = readFileSync(requirements, "utf8");
  const digest = createHash("sha256").update(content).digest("hex");
  const name = `${basename(dirname(requirements))}-${basename(requirements, ".txt")}`;
  const folder = join(environments, `${name}-${digest.slice(0, 12)}`);
  const python = join(folder, "bin", "python");
  const done = join(folder, "installed");
  try {
    mkdirSync(environments, { recursive: true });
    await locked(`${folder}.lock`, async () => {
      if (existsSync(done)) return;
      say(`installing ${basename(requirements)} into ${folder}`);
      rmSync(folder, { recursive: true, force: true });
      await run("python3", ["-m", "venv", folder]);
      const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet"];
      // A file that says it is complete holds every dependency there is to be.
      const alone = content.startsWith("# complete:") ? ["--no-deps"] : [];
      const args = [...pip, ...alone, "--requirement", requirements];
      await run(python, args, { timeout: pipTimeoutMs });
      mkdirSync(done);
    });
    return { python };
  } catch (error) {
    return { missing: lastLine(error) };
  }
}

/** A folder is made by one process alone; the others wait until it is gone. */
async function locked(lock, work) {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > staleLockMs) rmSync(lock, { recursive: true, force: true });
      else await pause(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * The same for a test: where Python or PyPI is missing the test is skipped visibly, or fails if
 * `LAKEWRIGHT_REQUIRE_ALL` is 1.
 */
export async function pythonOrSkip(requirements, context) {
  const environment = await pythonEnvironment(requirements);
  if (!("missing" in environment)) return environment.python;
  if (process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw new Error(environment.missing);
  console.warn(`SKIPPED ${context.task.name}: ${environment.missing}`);
  return context.skip(environment.missing);
}

function lastLine({ stderr, message }) {
  const lines = String(stderr || message).split("\n");
  return lines.filter((line) => line.trim() !== "").at(-1) ?? "unknown reason";
}
