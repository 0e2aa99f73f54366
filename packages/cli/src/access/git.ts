import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** More than any folder of YAML. */
const maxBuffer = 64 * 1024 * 1024;

/**
 * Nothing that a repository configures is run: no hook, monitor, signature check, filter or pager. A folder that only looks like
 * a repository, such as a bare one committed inside another, is none.
 */
const plain = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "log.showSignature=false",
  "-c",
  "safe.bareRepository=explicit",
  "-c",
  "core.warnAmbiguousRefs=true",
  "--no-pager",
];

/**
 * Nothing is fetched, whatever protocol or command the repository names for it: gits that do not know GIT_NO_LAZY_FETCH (before 2.45
 * and its backports) are held by the list of protocols. Objects are the ones that were committed, not local replacements.
 */
const offline = {
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

/** The output of git for arguments that never pass a shell. Rejects with git's own error. */
export async function git(folder: string, ...args: readonly string[]): Promise<Buffer> {
  return (await gitSays(folder, ...args)).stdout;
}

/** The same, with what git warns of, in English. */
export async function gitSays(folder: string, ...args: readonly string[]) {
  const env = { ...process.env, ...offline };
  const options = { cwd: folder, encoding: "buffer", maxBuffer, env } as const;
  return run("git", [...plain, ...args], options);
}
