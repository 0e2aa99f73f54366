import type { Warehouse } from "@lakewright/config";
import { nearestTable } from "@lakewright/config/nearest-table";
import { databaseOfSchema, everySchema } from "@lakewright/config/schema-names";
import { projectNames, warehouseTables } from "@lakewright/config/warehouse-tables";
import { builderOf, type Catalog, withdrawnBy } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { QueryPorts } from "../ports/query-ports.ts";
import { type Declared, incoming, queryableNames } from "./queryable-tables.ts";

type UnknownName = Declared & {
  /** As the statement names it. */
  readonly name: string;
};

/** Why no table has this name, and what to do: load it, build it, or use another name, which then works. */
export async function unknownRelation(
  ports: Pick<QueryPorts, "catalog" | "snapshots">,
  unknown: UnknownName,
): Promise<PlatformError> {
  const { flows, name } = unknown;
  const flow = incoming(flows).find(({ database, table }) =>
    everySchema(database).includes(schemaOf(name, table)),
  );
  if (flow) return notYet(`"${name}" is not loaded yet`, `lakewright run ${flow.name}`);
  if (isDeclared(unknown)) return notYet(`"${name}" is not built yet`, "lakewright elt");
  const names = await queryableNames(ports, unknown);
  return new PlatformError("unknown_name", `no table is called "${name}"`, hintFor(name, names));
}

/** Why a table that was built once is not answered: what nothing makes any more would show old rows for ever. */
export async function notMadeAnyMore(
  catalog: Catalog,
  name: string,
  warehouse: Warehouse | undefined,
): Promise<PlatformError | undefined> {
  const [schema = "", table = "", ...rest] = name.split(".");
  const found = rest.length === 0 ? await catalog.table(schema, table) : undefined;
  const builder = found && builderOf(found.input);
  if (!found || builder === undefined) return undefined;
  const loadId = withdrawnBy(found.input);
  if (loadId !== undefined)
    return new PlatformError(
      "unknown_name",
      `no model makes ${name} any more: build ${loadId} withdrew it`,
      "put its model back and build it (lakewright elt), or ask another table: lakewright query --tables",
    );
  if (projectNames(warehouse).includes(builder)) return undefined;
  return new PlatformError(
    "unknown_name",
    `${name} was built by ELT project "${builder}", which warehouse.yaml no longer declares`,
    "declare the project again, or ask another table: lakewright query --tables",
  );
}

function notYet(message: string, hint: string): PlatformError {
  return new PlatformError("unknown_name", message, hint);
}

/** The schema in `<schema>.<table>`; empty for another table. */
function schemaOf(name: string, table: string): string {
  return name.endsWith(`.${table}`) ? name.slice(0, -table.length - 1) : "";
}

function isDeclared({ warehouse, name }: UnknownName): boolean {
  const declared = warehouse ? warehouseTables(warehouse) : [];
  return declared.some(({ database, table }) => `${database}.${table}` === name);
}

function hintFor(name: string, names: readonly string[]): string {
  if (names.length === 0) return "nothing is loaded yet: lakewright run";
  const table = tableOf(name);
  const same = names.filter((candidate) => tableOf(candidate) === table);
  const near = nearestTable(name, names.flatMap(inEverySchema));
  if (near !== undefined && tableOf(near) !== table) return `did you mean "${near}"?`;
  if (same.length > 0) return `use one of these, with its schema: ${same.slice(0, 12).join(", ")}`;
  return "lakewright query --tables lists them";
}

function tableOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** `query` lists a table of the lake in two of its schemas, and answers it in the catalog's own, too. */
function inEverySchema(name: string): readonly string[] {
  return [name, `${databaseOfSchema(schemaOf(name, tableOf(name)))}.${tableOf(name)}`];
}
