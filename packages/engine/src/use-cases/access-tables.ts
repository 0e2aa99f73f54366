import type { Environment } from "@lakewright/config";
import type { AccessTable } from "../domain/access/access-table.ts";
import type { Ports } from "../ports/ports.ts";
import { registeredAccessTable } from "./registered-access-table.ts";

/**
 * The tables that access is decided over: the registered ones, in the order of their flows. A flow that was never loaded has no
 * columns yet, so nothing can be said of them.
 */
export async function accessTables(
  { catalog }: Pick<Ports, "catalog">,
  { flows }: Environment,
): Promise<readonly AccessTable[]> {
  const tables: AccessTable[] = [];
  for (const flow of flows) {
    const registered =
      flow.direction === "in" ? await catalog.table(flow.database, flow.table) : undefined;
    if (registered) tables.push(registeredAccessTable(flow, registered));
  }
  return tables;
}
