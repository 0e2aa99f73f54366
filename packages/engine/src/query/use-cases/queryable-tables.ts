import type { Environment, Flow } from "@lakewright/config";
import { lakeSchemas } from "@lakewright/config/schema-names";
import { type CatalogTable, isPublishedTable } from "../../catalog/index.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { isBuiltBy, stagedFlow } from "./published-relation.ts";

type TablePorts = Pick<QueryPorts, "catalog" | "snapshots">;

/** What a folder declares in one environment: nothing else is answered. Without a warehouse, the lake alone. */
export type Declared = Pick<Environment, "flows"> & Partial<Pick<Environment, "warehouse">>;

/** A table as SQL names it, with its columns as the catalog has them. */
export interface QueryableTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The flow that loads it; undefined for a table of the warehouse. */
  readonly flow: Flow | undefined;
}

/**
 * Tables that can be queried now, sorted by name. Those of the lake are there once for each of `_ext` and `_current`; of the warehouse,
 * those that declared projects built.
 */
export async function queryableTables(
  { catalog, snapshots }: TablePorts,
  { flows, warehouse }: Declared,
): Promise<readonly QueryableTable[]> {
  const tables: QueryableTable[] = [];
  for (const flow of incoming(flows)) {
    const found = await catalog.table(flow.database, flow.table);
    if (!found) continue;
    const columns = columnsOf(found);
    for (const schema of lakeSchemas(flow.database))
      tables.push({ schema, name: flow.table, columns, flow });
  }
  const databases = (await snapshots.published()) ? await catalog.databases() : [];
  for (const schema of databases)
    for (const found of await catalog.tables(schema))
      if (isBuiltBy(warehouse, found) && canAnswer(flows, found))
        tables.push({ schema, name: found.input.Name, columns: columnsOf(found), flow: undefined });
  return tables.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** A table of the warehouse that is published, or staging over files that a flow has loaded. */
function canAnswer(flows: readonly Flow[], { input }: CatalogTable): boolean {
  return isPublishedTable(input) || stagedFlow(flows, input.Name) !== undefined;
}

/** Their names, as SQL takes them. */
export async function queryableNames(
  ports: TablePorts,
  declared: Declared,
): Promise<readonly string[]> {
  return (await queryableTables(ports, declared)).map(nameOf);
}

/** Flows that bring rows into the lake. */
export function incoming(flows: readonly Flow[]): readonly Flow[] {
  return flows.filter(({ direction }) => direction === "in");
}

function nameOf({ schema, name }: QueryableTable): string {
  return `${schema}.${name}`;
}

function columnsOf({ input }: CatalogTable): QueryableTable["columns"] {
  return [...input.StorageDescriptor.Columns, ...input.PartitionKeys].map(({ Name, Type }) => ({
    name: Name,
    type: Type,
  }));
}
