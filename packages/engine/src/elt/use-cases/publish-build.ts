import type { Snapshot, WarehouseEntry } from "../../catalog/index.ts";
import {
  closeChangedColumns,
  registerWarehouse,
  warehouseTableInput,
} from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { FollowedTables } from "../domain/followed-column.ts";
import type { EltResult, NextBuild } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { PlannedProject } from "./plan-elt.ts";

/** Published states that are kept, the newest among them. */
const keptStates = 3;

/** Kept beside a build: the entries of its tables in the catalog. */
const entriesFile = "catalog-entries.json";

/** A build that passed its tests. */
export interface TestedBuild {
  readonly loadId: string;
  readonly planned: readonly PlannedProject[];
  readonly results: readonly EltResult[];
  readonly build: NextBuild;
  /** Folder of the Parquet files of tables that have some, by `<schema>.<name>`. */
  readonly parquet: ReadonlyMap<string, string>;
  /** Where its columns come from. */
  readonly followed: FollowedTables;
}

/** Registers what was built and makes it what readers see. Fails with `flow_busy` if another build was faster. */
export async function publishBuild(
  { catalog, builder }: Pick<EltPorts, "catalog" | "builder">,
  tested: TestedBuild,
  add: () => Promise<"added" | "conflict">,
): Promise<number> {
  const entries = await entriesOf(tested);
  await builder.keep(tested.loadId, entriesFile, JSON.stringify(entries));
  const reopen = await closeChangedColumns(catalog, entries);
  if ((await add()) === "conflict") {
    await reopen();
    throw new PlatformError(
      "flow_busy",
      "another build of the warehouse was published meanwhile",
      "run it again",
    );
  }
  for (const entry of entries) await registerWarehouse(catalog, entry);
  return entries.length;
}

/** Registers the tables of a published state again: its build may have ended before it had registered all of them. */
export async function registerAgain(
  { catalog, builder }: Pick<EltPorts, "catalog" | "builder">,
  loadId: string,
): Promise<void> {
  const text = await builder.kept(loadId, entriesFile);
  const entries = JSON.parse(text ?? "[]") as readonly WarehouseEntry[];
  for (const entry of entries) await registerWarehouse(catalog, entry);
}

async function entriesOf({
  planned,
  results,
  build,
  parquet,
  followed,
}: TestedBuild): Promise<readonly WarehouseEntry[]> {
  const built = new Set(results.map(({ relation }) => relation));
  const schemas = planned.flatMap(({ project }) => project.schemas);
  const staging = new Set(planned.map(({ project }) => project.stagingSchema));
  const tables = (await build.tables(schemas)).filter(({ schema, name }) =>
    built.has(`${schema}.${name}`),
  );
  const ownerOf = (schema: string) =>
    planned.find(({ project }) => project.schemas.includes(schema))?.project.name ?? "";
  return tables.map((table) => {
    const name = `${table.schema}.${table.name}`;
    const carrying = {
      ...table,
      origins: followed.get(name.toLowerCase()) ?? new Map(),
      isStaging: staging.has(table.schema),
    };
    const input = warehouseTableInput(carrying, ownerOf(table.schema), parquet.get(name));
    return { schema: table.schema, input };
  });
}

/** Keeps the newest published states and the newest failed one; the files of the others go. */
export async function tidyStates({
  snapshots,
  builder,
}: Pick<EltPorts, "snapshots" | "builder">): Promise<void> {
  const kept = await snapshots.kept();
  const surplus = (status: Snapshot["status"], max: number) =>
    kept.filter((snapshot) => snapshot.status === status).slice(max);
  for (const { number, file } of [...surplus("published", keptStates), ...surplus("failed", 1)]) {
    await snapshots.retire(number);
    await builder.remove(file);
  }
}
