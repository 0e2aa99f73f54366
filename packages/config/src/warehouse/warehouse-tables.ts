import type { TableName } from "../names/table-id.ts";
import {
  bridgeModel,
  effectivityModel,
  historyModel,
  hubModel,
  latestModel,
  linkModel,
  pointInTimeModel,
  satelliteModel,
  stagingModel,
} from "./model-names.ts";
import type { EltProject, Mart, MartColumn, Vault, Warehouse } from "./types.ts";

/** Layer of a table of the warehouse, in order from the lake to its readers. */
export type WarehouseLayer = "staging" | "vault" | "mart";

/** A table or view that warehouse.yaml makes; access.yaml names it by its schema, as it names a lake table by its database. */
export interface DeclaredWarehouseTable extends TableName {
  readonly layer: WarehouseLayer;
  /** The contract of a mart; undefined where the columns are known only when it is built. */
  readonly columns: readonly MartColumn[] | undefined;
}

/** Names of the ELT projects of an environment; none without a warehouse. */
export function projectNames(
  warehouse: Pick<Warehouse, "projects"> | undefined,
): readonly string[] {
  return (warehouse?.projects ?? []).map(({ name }) => name);
}

/**
 * Every table that warehouse.yaml declares or makes in one environment: staging, then the vault, then marts. Not among
 * them: models of a project's own that no YAML declares, and `<database>_current`, which is the lake's.
 */
export function warehouseTables({
  projects,
  vault,
  marts,
}: Pick<Warehouse, "projects" | "vault" | "marts">): readonly DeclaredWarehouseTable[] {
  return [
    ...projects.flatMap(stagingTables),
    ...(vault ? vaultTables(vault) : []),
    ...marts.flatMap(martTables),
  ];
}

function stagingTables({ stagingSchema, tables }: EltProject): DeclaredWarehouseTable[] {
  return tables.map((each) => ({
    database: stagingSchema,
    table: stagingModel(each),
    layer: "staging",
    columns: undefined,
  }));
}

function vaultTables(vault: Vault): DeclaredWarehouseTable[] {
  const { hubs, links, satellites, pointInTimes, bridges } = vault;
  const raw = [
    ...hubs.map(({ name }) => hubModel(name)),
    ...links.map(({ name }) => linkModel(name)),
    ...satellites.map(({ name }) => satelliteModel(name)),
    ...links.flatMap(({ name, drivingEnd }) => (drivingEnd ? effectivityModel(name) : [])),
  ];
  const business = [
    ...satellites.flatMap(({ name }) => [historyModel(name), latestModel(name)]),
    ...pointInTimes.map(({ name }) => pointInTimeModel(name)),
    ...bridges.map(({ name }) => bridgeModel(name)),
  ];
  const inSchema = (database: string) => (table: string) =>
    ({ database, table, layer: "vault", columns: undefined }) as const;
  return [...raw.map(inSchema(vault.rawSchema)), ...business.map(inSchema(vault.businessSchema))];
}

function martTables({ schema, tables }: Mart): DeclaredWarehouseTable[] {
  return tables.map(({ name, columns }) => ({
    database: schema,
    table: name,
    layer: "mart",
    columns,
  }));
}
