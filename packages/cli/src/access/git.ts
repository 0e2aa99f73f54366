import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** More than any folder of YAML. */
const maxBuffer = 64 * 1024 * 1024;

/** Nothing that a repository configures is run: no hook, monitor, filter or pager. */
const plain = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager"];

/** The output of git for arguments that never pass a shell. Rejects with git's own error. */
export async function git(folder: string, ...args: readonly string[]): Promise<Buffer> {
  const options = { cwd: folder, encoding: "buffer", maxBuffer } as const;
  return (await run("git", [...plain, ...args], options)).stdout;
}
