import type { Environment } from "@lakewright/config";
import { warehouseTables } from "@lakewright/config/warehouse-tables";
import { type QueryableTable, type QueryPorts, queryableTables } from "../../query/index.ts";
import { tableAccess } from "../domain/table-access.ts";
import { accessFor } from "./access-for.ts";
import { accessTableOf, relationPolicy } from "./governed-relations.ts";

/** A column of the list holds text where a mask is shown in its place. */
const maskedType = "string";
const noMask = { governed: { maskSql: () => "" } };

/**
 * Tables that a role can query now, each with the columns that exist for it: what `queryAs` would let it name, decided by the same
 * policy, and nothing else. Fails with `unknown_name` for a role that access.yaml does not declare.
 */
export async function readableTables(
  ports: Pick<QueryPorts, "catalog" | "snapshots">,
  environment: Environment,
  role: string,
): Promise<readonly QueryableTable[]> {
  const access = accessFor(environment, role);
  const { warehouse } = environment;
  const declared = warehouse ? warehouseTables(warehouse) : [];
  const readable: QueryableTable[] = [];
  for (const listed of await queryableTables(ports, environment)) {
    const { flow } = listed;
    const table = await accessTableOf(ports, declared, flow ? { flow } : { published: listed });
    const decided = table && { table, decided: tableAccess(access, role, table) };
    const policy = decided && relationPolicy(decided, listed, noMask);
    if (!policy) continue;
    const columns = policy.columns.map(({ name, type, access: shown }) => ({
      name,
      type: shown === "masked" ? maskedType : type,
    }));
    readable.push({ ...listed, columns });
  }
  return readable;
}
