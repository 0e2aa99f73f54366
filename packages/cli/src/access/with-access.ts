import type { Access, Environment, Platform } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { nearestTable } from "@lakewright/config/nearest-table";
import { everySchema } from "@lakewright/config/schema-names";
import type { AccessTable } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { showNumberOf } from "../output/amounts.ts";
import { choosePlatform } from "../platform/choose-platform.ts";
import { type OpenPlatform, withChosen } from "../platform/open-platform.ts";

/** A platform that says who may see what, with its tables: their columns are those that this machine has loaded. */
export interface OpenAccess extends OpenPlatform {
  readonly environment: Environment & { readonly access: Access };
  readonly tables: readonly AccessTable[];
  /** The data loaded on this machine is the environment's own. */
  readonly hasItsData: boolean;
}

/**
 * Opens a platform for a question about the access rules of any environment: `--env`, else `local`. `besides` are other
 * policies whose columns matter too. A folder without rules is a wrong call.
 */
export async function withAccess<T>(
  context: Context,
  work: (open: OpenAccess) => Promise<T>,
  besides: (environment: Environment, platform: Platform) => Promise<readonly Access[]> = nothing,
): Promise<T> {
  const chosen = await choosePlatform(context, { where: "any", checksColumns: true });
  const { environment, platform } = chosen;
  const { access } = environment;
  if (!access)
    throw new CallError(
      `environment "${environment.name}" has no access rules`,
      "write access.yaml: docs/guides/write-and-test-a-policy.md",
    );
  const others = await besides(environment, platform);
  const { local } = platform.environments;
  const here = environment.region === "local" ? environment : (local ?? environment);
  return withChosen(context, { ...chosen, environment: here }, async (open) => {
    const { accessTables } = await import("@lakewright/engine");
    const tables = await accessTables(open.ports, environment, [access, ...others]);
    const hasItsData = here.standsFor === environment.standsFor;
    await sayWhatIsUnknown(context, environment, tables);
    return work({ ...open, environment: { ...environment, access }, tables, hasItsData });
  });
}

async function nothing(): Promise<readonly Access[]> {
  return [];
}

async function sayWhatIsUnknown(
  { say, talk }: Context,
  { name, region }: Environment,
  tables: readonly AccessTable[],
): Promise<void> {
  if (region !== "local")
    await say(talk.dim(`the rules of ${name}, over the tables that this machine has loaded`));
  const unknown = tables.filter(({ isDeclaredOnly }) => isDeclaredOnly);
  const unbuilt = unknown.filter(({ layer }) => layer !== undefined).length;
  const unloaded = unknown.length - unbuilt;
  const what = "only the columns that rules name are known; * stands for the others";
  if (unloaded > 0)
    await say(talk.dim(`${showNumberOf(unloaded, "table")} not loaded yet: ${what}`));
  if (unbuilt > 0) {
    const closed = "until they are, everybody but stewards sees nothing";
    const counted = showNumberOf(unbuilt, "table");
    await say(talk.dim(`${counted} of the warehouse not built yet (lakewright elt): ${closed}`));
  }
}

/** Refuses a role that access.yaml does not declare, and a group, as which nobody reads. */
export function assertRole({ environment: { access } }: OpenAccess, role: string): void {
  const found = Object.hasOwn(access.roles, role) ? access.roles[role] : undefined;
  const known = Object.values(access.roles);
  if (!found) {
    const names = known.map(({ name }) => name);
    const hint = didYouMean(role, names) ?? `there are: ${names.join(", ")}`;
    throw new CallError(`access.yaml declares no role "${role}"`, hint);
  }
  if (found.kind !== "group") return;
  const members = known.filter(({ groups }) => groups.includes(role)).map(({ name }) => name);
  throw new CallError(
    `"${role}" is a group, which lends its grants and reads nothing itself`,
    `its roles: ${members.join(", ") || "none"}`,
  );
}

/**
 * The table of this name in any case: `<database>.<table>`, or a name that `query` has for a table of the lake. Fails with a CallError
 * that names the nearest one.
 */
export function tableNamed({ tables }: OpenAccess, named: string): AccessTable {
  const wanted = named.toLowerCase();
  const found = tables.find((table) => namesOf(table).includes(wanted));
  if (found) return found;
  const nearest = nearestTable(wanted, tables.flatMap(namesOf));
  const [database] = wanted.split(".");
  const all = tables.map((one) => `${one.database}.${one.name}`);
  const own = all.filter((id) => id.startsWith(`${database}.`));
  const list = own.length > 0 ? own : all;
  const more = list.length > maxListed ? ` and ${list.length - maxListed} more` : "";
  const hint = nearest
    ? `did you mean "${nearest}"?`
    : `there are: ${list.slice(0, maxListed).join(", ")}${more}`;
  throw new CallError(`no table is called "${named}"`, hint);
}

/** The table, and the column of it, that `<database>.<table>[.<column>]` names. Fails with a CallError as `tableNamed` does. */
export function targetNamed(
  open: OpenAccess,
  target: string,
): { readonly table: AccessTable; readonly column: string | undefined } {
  const [schema, name, column] = target.toLowerCase().split(".");
  const table = tableNamed(open, name === undefined ? target : `${schema}.${name}`);
  const names = [...table.columns.map((one) => one.name), ...table.partitionKeys];
  if (column === undefined || names.includes(column)) return { table, column };
  const hint = didYouMean(column, names) ?? `there are: ${names.join(", ")}`;
  throw new CallError(`${table.database}.${table.name} has no column "${column}"`, hint);
}

const maxListed = 20;

function namesOf({ database, layer, name }: AccessTable): readonly string[] {
  const schemas = layer === undefined ? everySchema(database) : [database];
  return schemas.map((schema) => `${schema}.${name}`);
}
