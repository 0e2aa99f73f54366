import type { Snapshot } from "../../catalog/index.ts";
import {
  closeChangedColumns,
  registerWarehouse,
  warehouseTableInput,
} from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { FollowedTables } from "../domain/followed-column.ts";
import type { EltBuilder, EltResult, NextBuild } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { PlannedProject } from "./plan-elt.ts";

/** Published states that are kept, the newest among them. */
const keptStates = 3;

/** A build that passed its tests. */
export interface TestedBuild {
  readonly planned: readonly PlannedProject[];
  readonly results: readonly EltResult[];
  readonly build: NextBuild;
  /** Folder of the Parquet files of tables that have some, by `<schema>.<name>`. */
  readonly parquet: ReadonlyMap<string, string>;
  /** What its columns carry. */
  readonly followed: FollowedTables;
}

/** Registers what was built and makes it what readers see. Fails with `flow_busy` if another build was faster. */
export async function publishBuild(
  catalog: EltPorts["catalog"],
  { planned, results, build, parquet, followed }: TestedBuild,
  add: () => Promise<"added" | "conflict">,
): Promise<number> {
  const built = new Set(results.map(({ relation }) => relation));
  const schemas = planned.flatMap(({ project }) => project.schemas);
  const staging = new Set(planned.map(({ project }) => project.stagingSchema));
  const tables = (await build.tables(schemas)).filter(({ schema, name }) =>
    built.has(`${schema}.${name}`),
  );
  const ownerOf = (schema: string) =>
    planned.find(({ project }) => project.schemas.includes(schema))?.project.name ?? "";
  const entries = tables.map((table) => {
    const name = `${table.schema}.${table.name}`;
    const carrying = {
      ...table,
      origins: followed.get(name.toLowerCase()) ?? new Map(),
      isStaging: staging.has(table.schema),
    };
    const input = warehouseTableInput(carrying, ownerOf(table.schema), parquet.get(name));
    return { schema: table.schema, input };
  });
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

/** Keeps the newest published states and the newest failed one; the files of the others go. */
export async function tidyStates(
  { snapshots }: Pick<EltPorts, "snapshots">,
  builder: EltBuilder,
): Promise<void> {
  const kept = await snapshots.kept();
  const surplus = (status: Snapshot["status"], most: number) =>
    kept.filter((snapshot) => snapshot.status === status).slice(most);
  for (const { number, file } of [...surplus("published", keptStates), ...surplus("failed", 1)]) {
    await snapshots.retire(number);
    await builder.remove(file);
  }
}
