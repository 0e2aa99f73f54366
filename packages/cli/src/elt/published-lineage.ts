import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FollowedTables } from "@lakewright/engine";
import { CallError } from "../call/call-error.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { type KnownTables, lakeTableOf } from "./lineage-names.ts";
import type { Inputs } from "./lineage-tree.ts";

export interface PublishedLineage {
  /** OpenLineage events, one a line. */
  readonly events: string;
  readonly columns: FollowedTables;
}

/** What the newest published build of each project kept: projects are built one by one, and one state holds all of them. */
export async function publishedLineage({
  stateFolder,
  environment,
  ports,
}: OpenPlatform): Promise<PublishedLineage> {
  const state = await ports.snapshots.published();
  if (!state) throw new CallError("no warehouse is published yet", "build it: lakewright elt");
  const { parseColumnsText } = await import("@lakewright/engine");
  const events: string[] = [];
  const columns: FollowedTables[] = [];
  for (const { name } of environment.warehouse?.projects ?? []) {
    const { loadId } = (await ports.eltRuns.lastPublished(name)) ?? state;
    const folder = join(stateFolder, "artifacts", "elt", loadId);
    const kept = async (file: string) => {
      const path = join(folder, file);
      return existsSync(path) ? readFile(path, "utf8") : undefined;
    };
    events.push((await kept(`openlineage-${name}.jsonl`)) ?? "");
    columns.push(parseColumnsText((await kept(`columns-${name}.json`)) ?? "{}"));
  }
  return { events: events.join("\n"), columns: new Map(columns.flatMap((tables) => [...tables])) };
}

/** Tables of the warehouse that the events name, and tables of the lake: those that they read, and those that are loaded. */
export async function knownTables(
  { environment, ports }: OpenPlatform,
  inputs: Inputs,
): Promise<KnownTables> {
  const read = [...inputs.values()].flat().filter((name) => !inputs.has(name));
  const lake = new Set(read.flatMap((name) => lakeTableOf(name) ?? []));
  for (const { direction, database, table } of environment.flows)
    if (direction === "in" && (await ports.catalog.table(database, table)))
      lake.add(`${database}.${table}`);
  // Seeds are read and made by no model.
  const seeds = read.filter((name) => lakeTableOf(name) === undefined);
  return { warehouse: new Set([...inputs.keys(), ...seeds]), lake };
}
