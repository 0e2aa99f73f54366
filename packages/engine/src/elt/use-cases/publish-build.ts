import type { EltProject } from "@lakewright/config";
import type { Snapshot, WarehouseEntry } from "../../catalog/index.ts";
import {
  closeChangedColumns,
  isWarehouseTable,
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
  /** Entries of tables that it does not make any more. */
  readonly withdrawn: readonly WarehouseEntry[];
  /** Where its columns come from. */
  readonly followed: FollowedTables;
}

type RegisterPorts = Pick<EltPorts, "catalog" | "builder" | "snapshots">;

/** Registers what was built, and what is withdrawn as such, and makes it what readers see. Gives how many tables it makes. Fails with `flow_busy` if another build was faster. */
export async function publishBuild(
  ports: RegisterPorts,
  tested: TestedBuild,
  add: () => Promise<"added" | "conflict">,
): Promise<number> {
  const { catalog, builder } = ports;
  const { loadId } = tested;
  const made = await entriesOf(tested);
  const entries = [...made, ...tested.withdrawn];
  await builder.keep(loadId, entriesFile, JSON.stringify({ loadId, entries }));
  const reopen = await closeChangedColumns(catalog, entries);
  if ((await add()) === "conflict") {
    await reopen();
    throw new PlatformError(
      "flow_busy",
      "another build of the warehouse was published meanwhile",
      "run it again",
    );
  }
  await registerState(ports, loadId);
  return made.length;
}

/**
 * Registers the tables of a published state, if only again: its build may have ended before it had registered all of them. Where
 * another state is published meanwhile, its entries are written last. Fails with `state_corrupt`, and then registers nothing.
 */
export async function registerState(ports: RegisterPorts, loadId: string): Promise<void> {
  for (const entry of await keptEntries(ports, loadId))
    await registerWarehouse(ports.catalog, entry);
  const published = await ports.snapshots.published();
  if (published && published.loadId !== loadId) await registerState(ports, published.loadId);
}

/** Entries that a build kept; none if it kept none, as before there were any to keep. */
async function keptEntries(
  { builder }: RegisterPorts,
  loadId: string,
): Promise<readonly WarehouseEntry[]> {
  const text = await builder.kept(loadId, entriesFile);
  if (text === undefined) return [];
  const kept = parsedEntries(text);
  if (kept?.loadId === loadId && kept.entries.every(isEntry)) return kept.entries;
  throw new PlatformError(
    "state_corrupt",
    `${entriesFile} of the published build "${loadId}" is not what the build wrote: its tables cannot be registered`,
    "build them again (lakewright elt --full)",
  );
}

interface KeptEntries {
  readonly loadId: unknown;
  readonly entries: readonly WarehouseEntry[];
}

function parsedEntries(text: string): KeptEntries | undefined {
  try {
    const kept = JSON.parse(text) as KeptEntries | null;
    return Array.isArray(kept?.entries) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Nothing but a table of the warehouse: an entry of the lake must not be replaced by way of a file. */
function isEntry(entry: Partial<WarehouseEntry> | null): boolean {
  const { schema, input } = entry ?? {};
  return (
    typeof schema === "string" &&
    typeof input?.Name === "string" &&
    Array.isArray(input.StorageDescriptor?.Columns) &&
    typeof input.Parameters === "object" &&
    isWarehouseTable(input)
  );
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

/** Builds whose texts and dbt's files are kept, whatever became of them. */
const keptBuilds = 10;

/**
 * Keeps the newest published states and the newest failed one; the files of the others go. Texts stay for the kept states, for the
 * newest published build of each project, whose lineage is shown, and for the newest builds.
 */
export async function tidyStates(
  { snapshots, builder, eltRuns }: Pick<EltPorts, "snapshots" | "builder" | "eltRuns">,
  projects: readonly EltProject[],
): Promise<void> {
  const kept = await snapshots.kept();
  const surplus = (status: Snapshot["status"], max: number) =>
    kept.filter((snapshot) => snapshot.status === status).slice(max);
  for (const { number, file } of [...surplus("published", keptStates), ...surplus("failed", 1)]) {
    await snapshots.retire(number);
    await builder.remove(file);
  }
  const needed = new Set((await snapshots.kept()).map(({ loadId }) => loadId));
  for (const { name } of projects) {
    const published = await eltRuns.lastPublished(name);
    if (published) needed.add(published.loadId);
  }
  await builder.forget(needed, keptBuilds);
}
