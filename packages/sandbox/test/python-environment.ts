import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../../..");
const ENVIRONMENT = join(ROOT, ".venv");
const PIP_TIMEOUT_MS = 240_000;

/** A Python that has the packages, or why there is none. */
export type PythonEnvironment = { readonly python: string } | { readonly missing: string };

/**
 * Makes `.venv` at the repository root if needed and installs `requirements` into it, once for each content of that
 * file. Never throws: what is missing is said in the answer.
 */
export async function pythonEnvironment(requirements: string): Promise<PythonEnvironment> {
  const python = join(ENVIRONMENT, "bin", "python");
  try {
    if (!existsSync(python)) await run("python3", ["-m", "venv", ENVIRONMENT]);
    await install(python, requirements);
    return { python };
  } catch (error) {
    return { missing: firstLine(error) };
  }
}

async function install(python: string, requirements: string): Promise<void> {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  const marker = join(ENVIRONMENT, `installed-${digest.slice(0, 16)}`);
  if (existsSync(marker)) return;
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet"];
  await run(python, [...pip, "--requirement", requirements], { timeout: PIP_TIMEOUT_MS });
  writeFileSync(marker, "");
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const lines = (stderr || message || String(error))
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.at(-1) ?? "unknown reason";
}
