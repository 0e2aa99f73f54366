import type { Access, Environment } from "@lakewright/config";
import { CallError } from "../call/call-error.ts";
import type { Context } from "../command.ts";
import { type OpenPlatform, withPlatform } from "../platform/open-platform.ts";

/** A platform that says who may see what, with the tables that are loaded. */
export interface OpenAccess extends OpenPlatform {
  readonly environment: Environment & { readonly access: Access };
  readonly tables: Awaited<ReturnType<typeof import("@lakewright/engine")["accessTables"]>>;
}

/** Opens a platform for a question about access. A folder without rules, or without a loaded table, is a wrong call. */
export function withAccess<T>(
  context: Context,
  work: (open: OpenAccess) => Promise<T>,
): Promise<T> {
  return withPlatform(context, async (open) => {
    const { accessTables } = await import("@lakewright/engine");
    const { environment } = open;
    const { access } = environment;
    if (!access)
      throw new CallError(
        `environment "${environment.name}" has no access rules`,
        "write access.yaml: docs/guides/write-and-test-a-policy.md",
      );
    const tables = await accessTables(open.ports, environment);
    if (tables.length === 0)
      throw new CallError(
        "nothing is loaded yet, so there is no table to ask about",
        "lakewright run",
      );
    return work({ ...open, environment: { ...environment, access }, tables });
  });
}

/** Refuses a role that access.yaml does not declare. */
export function assertRole({ environment: { access } }: OpenAccess, role: string): void {
  if (Object.hasOwn(access.roles, role)) return;
  const known = Object.keys(access.roles).join(", ");
  throw new CallError(`access.yaml declares no role "${role}"`, `there are: ${known}`);
}
