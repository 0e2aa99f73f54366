import type { Warehouse } from "@lakewright/config";
import { projectNames } from "@lakewright/config/warehouse-tables";
import {
  builderOf,
  type Catalog,
  isBuiltTable,
  type WarehouseEntry,
  withdrawnTableInput,
} from "../../catalog/index.ts";
import type { NextBuild } from "../ports/elt-builder.ts";

/** The projects of a build, and every `<schema>.<name>` that their models make, lower case. */
export interface MadeTables {
  readonly projects: ReadonlySet<string>;
  readonly made: ReadonlySet<string>;
}

/**
 * Takes the tables out of the next state that no model makes any more: those of the projects that were built, and those of projects
 * that are not declared any more. They would show their last rows for ever, and a model that comes back would continue them with a
 * gap. Gives their entries for the catalog.
 */
export async function withdrawTables(
  catalog: Catalog,
  next: Pick<NextBuild, "drop">,
  {
    loadId,
    warehouse,
    projects,
    made,
  }: MadeTables & {
    readonly loadId: string;
    readonly warehouse: Warehouse;
  },
): Promise<readonly WarehouseEntry[]> {
  const declared = new Set(projectNames(warehouse));
  const vanished = (await builtEntries(catalog)).filter(({ schema, input }) => {
    const project = builderOf(input) ?? "";
    const isOurs = projects.has(project) || !declared.has(project);
    return isOurs && !made.has(`${schema}.${input.Name}`.toLowerCase());
  });
  await next.drop(vanished.map(({ schema, input }) => ({ schema, name: input.Name })));
  return vanished.map(({ schema, input }) => ({
    schema,
    input: withdrawnTableInput(input, loadId),
  }));
}

/** Whether there are tables of a project that is not declared any more, which the next build withdraws. */
export async function hasUndeclaredTables(
  catalog: Catalog,
  warehouse: Warehouse,
): Promise<boolean> {
  const declared = new Set(projectNames(warehouse));
  return (await builtEntries(catalog)).some(({ input }) => !declared.has(builderOf(input) ?? ""));
}

/** Tables of the warehouse that are in its published state. */
async function builtEntries(catalog: Catalog): Promise<readonly WarehouseEntry[]> {
  const entries: WarehouseEntry[] = [];
  for (const schema of await catalog.databases())
    for (const { input } of await catalog.tables(schema))
      if (isBuiltTable(input)) entries.push({ schema, input });
  return entries;
}
