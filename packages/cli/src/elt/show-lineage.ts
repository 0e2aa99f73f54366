import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { columnTree } from "./column-tree.ts";
import { inputsOf, lineageTree } from "./lineage-tree.ts";

/** Shows what a table of the published warehouse is made of, back to the lake, from the events of its build; of `<table>.<column>` what its values come from. */
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
    const folder = join(stateFolder, "artifacts", "elt", state.loadId);
    if (table.split(".").length > 2) return showColumn(context, folder, table.toLowerCase());
    const inputs = inputsOf((await filesIn(folder, /\.jsonl$/)).join(""));
    if (!inputs.has(table))
      throw new CallError(
        `the warehouse has no table "${table}"`,
        didYouMean(table, inputs.keys()) ?? "lakewright query --tables lists them",
      );
    if (context.json) await context.print(JSON.stringify(Object.fromEntries(inputs), null, 2));
    else for (const line of lineageTree(inputs, table)) await context.print(visibleText(line));
    return exitCodes.done;
  });
}

async function showColumn(context: Context, folder: string, name: string): Promise<ExitCode> {
  const { parseColumnsText } = await import("@lakewright/engine");
  const tables = new Map(
    (await filesIn(folder, /^columns-.*\.json$/)).flatMap((text) => [...parseColumnsText(text)]),
  );
  const [schema, table, ...rest] = name.split(".");
  const [relation, column] = [`${schema}.${table}`, rest.join(".")];
  if (!tables.get(relation)?.has(column)) {
    const known = tables.get(relation)?.keys() ?? tables.keys();
    throw new CallError(
      `the warehouse has no column "${name}"`,
      didYouMean(tables.has(relation) ? column : relation, known) ??
        "lakewright elt lineage <schema>.<table>.<column>",
    );
  }
  if (context.json) await context.print(JSON.stringify(tables.get(relation)?.get(column), null, 2));
  else
    for (const line of columnTree(tables, relation, column)) await context.print(visibleText(line));
  return exitCodes.done;
}

async function filesIn(folder: string, named: RegExp): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => named.test(name)).toSorted();
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}
