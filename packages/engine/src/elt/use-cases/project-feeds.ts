import type { EltProject, Environment } from "@lakewright/config";
import { freshUntil } from "../../catalog/index.ts";
import type { Feed } from "../domain/due-project.ts";
import { type SourceFreshness, sourceFreshness } from "../domain/source-freshness.ts";
import type { EltPorts } from "../ports/elt-ports.ts";

/** The tables of a project, with the flows that bring them and until when they are loaded. */
export async function projectFeeds(
  ports: Pick<EltPorts, "ledger">,
  { flows }: Environment,
  { tables }: EltProject,
): Promise<readonly Feed[]> {
  const feeds: Feed[] = [];
  for (const { database, table } of tables) {
    const flow = flows.find(
      (each) => each.direction === "in" && each.database === database && each.table === table,
    );
    if (!flow) continue;
    feeds.push({
      table: `${database}.${table}`,
      flow: flow.name,
      schedule: flow.status === "suspended" ? undefined : flow.schedule,
      loadedTo: await freshUntil(ports, flow),
    });
  }
  return feeds;
}

/** How fresh the tables of a project are, those that nobody watches left out. */
export function feedsFreshness(
  feeds: readonly Feed[],
  { freshness }: EltProject,
  now: Date,
): readonly SourceFreshness[] {
  return feeds.flatMap((feed) => sourceFreshness(feed, freshness, now) ?? []);
}
