import type { Flow, Warehouse } from "@lakewright/config";
import { stagingModel } from "@lakewright/config/model-names";
import { projectNames } from "@lakewright/config/warehouse-tables";
import {
  builderOf,
  type CatalogTable,
  isBuiltTable,
  isPublishedTable,
  type Snapshot,
} from "../../catalog/index.ts";
import type { LakeFile, PublishedRelation } from "../domain/relation.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { locatedFile } from "./lake-relation.ts";

interface PublishedName {
  readonly flows: readonly Flow[];
  readonly warehouse: Warehouse | undefined;
  readonly state: Snapshot | undefined;
  /** `<schema>.<table>` */
  readonly name: string;
}

/** The table of this name in a published state of the warehouse; undefined if there is none. */
export async function publishedRelation(
  ports: Pick<QueryPorts, "catalog" | "ledger" | "blobs">,
  { flows, warehouse, state, name }: PublishedName,
): Promise<PublishedRelation | undefined> {
  const [schema = "", table = "", ...rest] = name.split(".");
  if (!state || rest.length > 0) return undefined;
  const found = await ports.catalog.table(schema, table);
  if (!found || !isBuiltBy(warehouse, found)) return undefined;
  const columns = found.input.StorageDescriptor.Columns.map(({ Name, Type }) => ({
    name: Name,
    type: Type,
  }));
  const relation = { schema, name: table, columns, file: state.file };
  if (isPublishedTable(found.input)) return relation;
  const flow = stagedFlow(flows, table);
  return flow && { ...relation, lakeFiles: await filesOf(ports, flow) };
}

/** Whether a table is in the published state and a project that is declared built it. */
export function isBuiltBy(warehouse: Warehouse | undefined, { input }: CatalogTable): boolean {
  return isBuiltTable(input) && projectNames(warehouse).includes(builderOf(input) ?? "");
}

/** The flow whose rows a table of staging shows; undefined where the folder has no such flow any more. */
export function stagedFlow(flows: readonly Flow[], table: string): Flow | undefined {
  return flows.find((flow) => flow.direction === "in" && stagingModel(flow) === table);
}

/** All that the flow ever loaded: a state names those files that there were when it was built. */
async function filesOf(
  { ledger, blobs }: Pick<QueryPorts, "ledger" | "blobs">,
  flow: Flow,
): Promise<readonly LakeFile[]> {
  const files = await ledger.files(flow.name, {});
  return Promise.all(files.map((file) => locatedFile(blobs, file)));
}
