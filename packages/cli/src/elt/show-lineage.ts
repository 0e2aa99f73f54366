import { didYouMean } from "@lakewright/config/did-you-mean";
import type { FollowedTables } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { visibleText } from "../output/visible-text.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { columnReaders, columnTree } from "./column-tree.ts";
import { findTable, lakeTableOf } from "./lineage-names.ts";
import { type Inputs, inputsOf, lineageTree, reachableFrom, readersOf } from "./lineage-tree.ts";
import { knownTables, publishedLineage } from "./published-lineage.ts";

/**
 * Shows what a table is made of, back to the lake, and what is made of it, from the events of the published builds; of
 * `<table>.<column>` what its values come from and go to. Tables of the lake have readers alone.
 */
export async function showLineage(context: Context): Promise<ExitCode> {
  const [, name, ...rest] = context.names;
  if (name === undefined || rest.length > 0)
    throw new CallError(
      "lineage needs one table",
      "lakewright elt lineage mart_field_force.accounts",
    );
  return withPlatform(context, async (open) => {
    const { events, columns } = await publishedLineage(open);
    const inputs = inputsOf(events);
    const { table, column } = findTable(await knownTables(open, inputs), name);
    if (column === undefined) await showTable(context, inputs, table);
    else await showColumn(context, columns, { relation: table.toLowerCase(), column });
    return exitCodes.done;
  });
}

async function showTable(context: Context, inputs: Inputs, table: string): Promise<void> {
  const readers = readersOf(inputs);
  if (context.json) {
    const [upstream, downstream] = [inputs, readers].map((arrows) =>
      Object.fromEntries(reachableFrom(arrows, table)),
    );
    await context.print(JSON.stringify({ table, upstream, downstream }, null, 2));
    return;
  }
  for (const line of lineageTree(inputs, table)) await context.print(visibleText(line));
  await printReaders(context, readers, table);
}

/** What is made of it, as a tree of its own. */
async function printReaders(
  { print, data }: Context,
  readers: Inputs,
  name: string,
): Promise<void> {
  const [, ...lines] = lineageTree(readers, name);
  if (lines.length === 0) return print(data.dim("read by nothing in the warehouse"));
  await print(data.bold("read by"));
  for (const line of lines) await print(visibleText(line));
}

async function showColumn(
  context: Context,
  tables: FollowedTables,
  { relation, column }: { readonly relation: string; readonly column: string },
): Promise<void> {
  const name = `${relation}.${column}`;
  const found = tables.get(relation)?.get(column);
  if (!found) {
    const known = [...(tables.get(relation)?.keys() ?? [])];
    if (known.length === 0)
      throw new CallError(
        `no model reads ${relation}: its columns are not followed`,
        "name a table that a model reads, or one of the warehouse",
      );
    // Of the lake only columns that the projects' roles see in full are known here.
    const missing = lakeTableOf(relation)
      ? `the warehouse reads no column "${column}" of ${relation}`
      : `${relation} has no column "${column}"`;
    throw new CallError(missing, didYouMean(column, known) ?? known.join(", "));
  }
  const readers = columnReaders(tables);
  if (context.json) {
    const downstream = Object.fromEntries(reachableFrom(readers, name));
    await context.print(JSON.stringify({ column: name, ...found, downstream }, null, 2));
    return;
  }
  for (const line of columnTree(tables, relation, column)) await context.print(visibleText(line));
  await printReaders(context, readers, name);
}
