import type { Access, Environment } from "@lakewright/config";
import type { AccessTable } from "../domain/access/access-table.ts";
import { declaredTable } from "../domain/access/declared-table.ts";
import type { Ports } from "../ports/ports.ts";
import { registeredAccessTable } from "./registered-access-table.ts";

/**
 * The tables that access is decided over, in the order of their flows. Of a table that was never loaded, the columns are those
 * that one of the policies names, and `*` for all others.
 */
export async function accessTables(
  { catalog }: Pick<Ports, "catalog">,
  { flows }: Pick<Environment, "flows">,
  policies: readonly Access[],
): Promise<readonly AccessTable[]> {
  const tables: AccessTable[] = [];
  for (const flow of flows) {
    if (flow.direction !== "in") continue;
    const registered = await catalog.table(flow.database, flow.table);
    tables.push(
      registered ? registeredAccessTable(flow, registered) : declaredTable(flow, policies),
    );
  }
  return tables;
}
