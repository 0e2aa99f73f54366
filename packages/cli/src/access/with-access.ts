import type { Access, Environment, Platform } from "@lakewright/config";
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

/** Refuses a role that access.yaml does not declare. */
export function assertRole({ environment: { access } }: OpenAccess, role: string): void {
  if (Object.hasOwn(access.roles, role)) return;
  const known = Object.keys(access.roles).join(", ");
  throw new CallError(`access.yaml declares no role "${role}"`, `there are: ${known}`);
}
