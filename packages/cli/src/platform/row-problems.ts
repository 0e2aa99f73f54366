import type { Access, Platform, Problem } from "@lakewright/config";
import type { AccessTable } from "@lakewright/engine";
import type { LoadedTables } from "./loaded-tables.ts";

/** Row filters of this machine's environment that compare a loaded column in a way that selects nothing or fails: warnings, each at its filter. */
export async function rowProblems(
  { environments: { local } }: Platform,
  { tables }: Pick<LoadedTables, "tables">,
): Promise<readonly Problem[]> {
  const access = local?.access;
  if (!access || tables.length === 0 || Object.keys(access.filters).length === 0) return [];
  const { accessTables } = await import("@lakewright/engine");
  const table = async (database: string, name: string) =>
    tables.find((one) => one.database === database && one.input.Name === name);
  return rowProblemsOf(access, await accessTables({ catalog: { table } }, local, [access]));
}

/** The same of any policy over its tables. What an exception accepts is left out. */
export async function rowProblemsOf(
  { filters, exceptions }: Access,
  tables: readonly AccessTable[],
): Promise<readonly Problem[]> {
  const { rowFindings } = await import("@lakewright/engine");
  const { newProblem } = await import("@lakewright/config");
  return Object.values(filters).flatMap((filter) => {
    const table = tables.find(
      ({ database, name }) => database === filter.database && name === filter.table,
    );
    const isOwn = table && !table.isDeclaredOnly && table.companionOf === undefined;
    const found = isOwn ? rowFindings(filter, table) : [];
    return found
      .filter(({ finding, on }) => !exceptions.some((e) => e.finding === finding && e.on === on))
      .map(({ message, at }) => newProblem({ code: "LW1655", at, message }));
  });
}
