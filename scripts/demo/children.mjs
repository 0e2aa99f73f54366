// The commands that the demo runs, as children of it, and how they end with it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const bin = join(dirname(fileURLToPath(import.meta.url)), "../../packages/cli/bin/lakewright.mjs");
const endWithParent = new URL("end-with-parent.mjs", import.meta.url).href;
const children = new Set();

function start(args, { nodeArgs = [], ...options }) {
  const env = { ...process.env, ...options.env };
  const child = spawn(process.execPath, [...nodeArgs, bin, ...args], { ...options, env });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Shows a command and runs it on this terminal. Fails if it ends otherwise than expected. */
export async function lakewright(args, options, expected = 0) {
  const shown = args.map((arg) => (/[\s"'*()]/.test(arg) ? `"${arg}"` : arg)).join(" ");
  process.stdout.write(`\n$ lakewright ${shown}\n`);
  await ended(start(args, { ...options, stdio: "inherit" }), args, expected);
}

/** Runs a command without showing it. */
export async function quietly(args, options) {
  await ended(start(args, { ...options, stdio: ["ignore", "ignore", "inherit"] }), args);
}

async function ended(child, args, expected = 0) {
  const [code] = await once(child, "exit");
  if (code !== expected) throw new Error(`\`lakewright ${args[0]}\` ended with ${code}`);
}

/** Starts an org on a free port; resolves to its url and variables once it answers. */
export async function startSandbox(args) {
  const child = start(["sandbox", "--port", "0", "--json", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    nodeArgs: ["--import", endWithParent],
  });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const failed = once(child, "exit").then(() => {
    throw new Error(`a sandbox did not start:\n${said}`);
  });
  failed.catch(() => undefined);
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), failed]);
  return JSON.parse(line);
}

/** Ends every child that still runs. */
export async function stopAll() {
  const ends = [...children].map((child) => once(child, "exit"));
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(ends);
}
