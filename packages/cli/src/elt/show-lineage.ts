import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { inputsOf, lineageTree } from "./lineage-tree.ts";

/** Shows what a table of the published warehouse is made of, back to the lake, from the events of its build. */
export async function showLineage(context: Context): Promise<ExitCode> {
  const [, table, ...rest] = context.names;
  if (table === undefined || rest.length > 0)
    throw new CallError(
      "lineage needs one table",
      "lakewright elt lineage mart_field_force.accounts",
    );
  return withPlatform(context, async ({ stateFolder, ports }) => {
    const state = await ports.snapshots.published();
    if (!state) throw new CallError("no warehouse is published yet", "build it: lakewright elt");
    const inputs = inputsOf(await eventsIn(join(stateFolder, "artifacts", "elt", state.loadId)));
    if (!inputs.has(table))
      throw new CallError(
        `the warehouse has no table "${table}"`,
        didYouMean(table, inputs.keys()) ?? "lakewright query --tables lists them",
      );
    if (context.json) await context.print(JSON.stringify(Object.fromEntries(inputs), null, 2));
    else for (const line of lineageTree(inputs, table)) await context.print(line);
    return exitCodes.done;
  });
}

async function eventsIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).toSorted();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("");
}
