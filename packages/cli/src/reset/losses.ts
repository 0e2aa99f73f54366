import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { showBytes, showNumberOf } from "../output/amounts.ts";
import { type OpenPlatform, withPlatform } from "../platform/open-platform.ts";

/** Lines that say what is lost with a state folder. Fails with a CallError while a flow runs in it. */
export async function lossesOf(context: Context, stateFolder: string): Promise<string[]> {
  const lake = await sizeOf(join(stateFolder, "s3"));
  const warehouse = await sizeOf(join(stateFolder, "warehouse"));
  return [
    `the lake: ${showBytes(lake.bytes)} in ${showNumberOf(lake.files, "file")}`,
    ...(warehouse.files > 0
      ? [
          `the warehouse: ${showBytes(warehouse.bytes)} in ${showNumberOf(warehouse.files, "state")}`,
        ]
      : []),
    `the catalog, bookmarks and run history: ${await historyOf(context)}`,
    "the key of hashed values: the same person will get another hash",
  ];
}

/** A state that cannot be opened is a good reason to reset it. */
async function historyOf(context: Context): Promise<string> {
  try {
    return await withPlatform(context, describeHistory);
  } catch (error) {
    if (error instanceof CallError) throw error;
    return `unreadable (${error instanceof Error ? error.message : String(error)})`;
  }
}

async function describeHistory({ ports, environment }: OpenPlatform): Promise<string> {
  const dead = new Set((await ports.ledger.interruptedRuns()).map((run) => run.executionId));
  const running = await ports.ledger.runs({ status: "running" });
  const alive = running.find(({ executionId }) => !dead.has(executionId));
  if (alive)
    throw new CallError(`${alive.flow} is being loaded right now`, "wait for it, or stop it first");
  const runs = await ports.ledger.runs({});
  const marks = await Promise.all(environment.flows.map(({ name }) => ports.ledger.bookmark(name)));
  const bookmarks = marks.filter((mark) => mark !== undefined).length;
  return `${showNumberOf(runs.length, "run")}, ${showNumberOf(bookmarks, "bookmark")}`;
}

async function sizeOf(folder: string): Promise<{ bytes: number; files: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: paths.length };
}
