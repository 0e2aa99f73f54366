import { join } from "node:path";
import { lakewrightBin, root } from "../setup/root.mjs";
import { watchedChild } from "./watched-child.mjs";

const rawCopyFile = join(root, "bench/harness/raw-copy.mjs");

/** `lakewright run <object>`, whole process; `insideMs` is the run as the command reports it. */
export async function lakewrightRun({ platform, state, object, env, nodeArgs = [] }) {
  const args = ["run", object, "--platform", platform, "--state", state, "--json"];
  const child = await watchedChild(process.execPath, [...nodeArgs, lakewrightBin, ...args], {
    env,
  });
  const report = JSON.parse(child.stdout);
  return { ...child, insideMs: report.ms, report };
}

/** One raw DuckDB COPY in a new process; `insideMs` is the statement alone. */
export async function rawCopy(settings) {
  const child = await watchedChild(process.execPath, [rawCopyFile, JSON.stringify(settings)]);
  return { ...child, insideMs: JSON.parse(child.stdout).ms };
}
