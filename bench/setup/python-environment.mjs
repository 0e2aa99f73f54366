import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./root.mjs";

const run = promisify(execFile);
const environment = join(root, ".venv-bench");
const requirements = join(root, "bench/requirements.txt");
const pipTimeoutMs = 600_000;

/** Makes `.venv-bench` with the pinned peers if needed; answers its Python. Throws where Python or PyPI is missing. */
export async function pythonEnvironment(say) {
  const python = join(environment, "bin", "python");
  if (!existsSync(python)) await run("python3", ["-m", "venv", environment]);
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  const marker = join(environment, `installed-${digest.slice(0, 16)}`);
  if (existsSync(marker)) return python;
  say("installing the peers into .venv-bench");
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet"];
  await run(python, [...pip, "--requirement", requirements], { timeout: pipTimeoutMs });
  writeFileSync(marker, "");
  return python;
}

/** Version of a pinned package. */
export function pinned(name) {
  const line = new RegExp(`^${name}==(.+)$`, "m").exec(readFileSync(requirements, "utf8"));
  if (!line) throw new Error(`${name} is not in bench/requirements.txt`);
  return line[1];
}
