import type { Access, EltProject, Environment, Flow, TableName } from "@lakewright/config";
import type { AccessTable } from "../../access/index.ts";
import { registeredAccessTable, tableAccess } from "../../access/index.ts";
import type { CatalogTable } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import { externalRelation } from "../../query/index.ts";
import { defaultRowFields, incrementalFieldOf } from "../../sources/index.ts";
import type { EltSource } from "../domain/elt-input.ts";
import type { FollowedTable } from "../domain/followed-column.ts";
import { ageLimits } from "../domain/source-freshness.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { lakeColumns } from "./lake-columns.ts";

/** Of ours, like the other columns that no object can have. */
const runColumn = "lakewright_run";

type SourcePorts = Pick<EltPorts, "catalog" | "ledger" | "blobs">;

export interface ReadableSource {
  readonly source: EltSource;
  readonly relation: LakeRelation;
  /** Sensitivities and origins that its columns carry into the warehouse. */
  readonly columns: FollowedTable;
}

/**
 * The registered tables of a project with the columns that its role sees in full: the warehouse has no more than the role may
 * read. Fails with `unknown_name` where a table is not loaded yet.
 */
export async function eltSources(
  ports: SourcePorts,
  environment: Environment,
  project: EltProject,
): Promise<readonly ReadableSource[]> {
  const found: ReadableSource[] = [];
  for (const table of project.tables) {
    const flow = flowOf(environment, table);
    const registered = flow && (await ports.catalog.table(flow.database, flow.table));
    const relation = flow && (await externalRelation(ports, flow));
    if (!flow || !registered || !relation) throw notLoaded(project, table, flow);
    const accessTable = registeredAccessTable(flow, registered);
    const open = openColumns(environment.access, project.role, accessTable);
    const columns = relation.columns.filter(
      ({ name }) => name === flow.partitionColumn || open.has(name),
    );
    const source = {
      ...eltSource(flow, registered, open),
      freshness: ageLimits(
        project.freshness,
        flow.status === "suspended" ? undefined : flow.schedule,
      ),
    };
    found.push({
      source,
      relation: { ...relation, columns, runColumn },
      columns: lakeColumns(environment.access, accessTable, source),
    });
  }
  return found;
}

function flowOf({ flows }: Environment, { database, table }: TableName): Flow | undefined {
  return flows.find(
    (flow) => flow.direction === "in" && flow.database === database && flow.table === table,
  );
}

function notLoaded({ name }: EltProject, { database, table }: TableName, flow: Flow | undefined) {
  return new PlatformError(
    "unknown_name",
    `project ${name} reads ${database}.${table}, which is not loaded yet`,
    `load it first: lakewright run ${flow?.object ?? ""}`.trim(),
  );
}

/** Columns that the role sees in every row; without rules or a role, all of them. */
function openColumns(
  access: Access | undefined,
  role: string | undefined,
  table: AccessTable,
): ReadonlySet<string> {
  if (!access || role === undefined) return new Set(table.columns.map(({ name }) => name));
  const { columns } = tableAccess(access, role, table);
  const open = columns.filter((column) => column.access === "full");
  return new Set(open.map(({ column }) => column));
}

function eltSource(flow: Flow, { input }: CatalogTable, open: ReadonlySet<string>): EltSource {
  const columns = input.StorageDescriptor.Columns.filter(({ Name }) => open.has(Name)).map(
    ({ Name, Type }) => ({ name: Name, type: Type }),
  );
  const names = columns.map(({ name }) => name);
  return {
    database: flow.database,
    table: flow.table,
    columns,
    partitionColumn: flow.partitionColumn,
    runColumn,
    incremental: flow.incremental,
    orderColumn: incrementalFieldOf(flow.incrementalField, names, defaultRowFields.changeStamps),
    deletedColumn: names.includes("isdeleted") ? "isdeleted" : undefined,
  };
}
