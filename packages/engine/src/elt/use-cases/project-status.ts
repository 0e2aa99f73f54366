import type { EltProject, Environment } from "@lakewright/config";
import type { Snapshot } from "../../catalog/index.ts";
import { sourceClock } from "../../catalog/index.ts";
import { type DueProject, dueProject, type Feed, type Input } from "../domain/due-project.ts";
import type { SourceFreshness } from "../domain/source-freshness.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { EltRunRecord } from "../ports/elt-runs.ts";
import { digestOf, planProject } from "./plan-elt.ts";
import { feedsFreshness, projectFeeds } from "./project-feeds.ts";

export type ProjectPorts = Pick<
  EltPorts,
  "catalog" | "ledger" | "blobs" | "clock" | "snapshots" | "builder" | "eltRuns"
>;

/** Status of an ELT project. */
export interface ProjectStatus extends DueProject {
  readonly project: string;
  readonly owner: string;
  readonly deadline: string | undefined;
  /** Its newest build, however it ended; undefined before the first. */
  readonly lastRun: EltRunRecord | undefined;
  /** Its newest published build. */
  readonly lastPublished: EltRunRecord | undefined;
  /** File of the failed state of its newest build; undefined if none is kept. */
  readonly failedState: string | undefined;
  readonly freshness: readonly SourceFreshness[];
}

/** Newest builds of a project that decide its status. */
const maxRuns = 100;

/** Status of every ELT project, from this machine's state alone: no source is asked, nothing is changed. */
export async function projectStatuses(
  ports: ProjectPorts,
  platform: string,
  environment: Environment,
): Promise<readonly ProjectStatus[]> {
  const now = await sourceClock(ports);
  const kept = await ports.snapshots.kept();
  const statuses: ProjectStatus[] = [];
  for (const project of environment.warehouse?.projects ?? []) {
    const runs = await ports.eltRuns.runs(project.name, maxRuns);
    const feeds = await projectFeeds(ports, environment, project);
    const { trigger, deadline, name, owner } = project;
    const input = await inputOf(ports, { platform, environment, project, feeds, runs });
    const lastStart = runs.find(isStart)?.startedAt;
    statuses.push({
      project: name,
      owner,
      deadline,
      ...dueProject({ trigger, deadline, feeds, input, lastStart }, now),
      lastRun: runs[0],
      lastPublished: await ports.eltRuns.lastPublished(name),
      failedState: failedState(runs[0], kept),
      freshness: feedsFreshness(feeds, project, now),
    });
  }
  return statuses;
}

interface ProjectInput {
  readonly platform: string;
  readonly environment: Environment;
  readonly project: EltProject;
  readonly feeds: readonly Feed[];
  readonly runs: readonly EltRunRecord[];
}

/** Whether the project's current input was built already. An input that cannot be planned yet is new. */
async function inputOf(
  ports: ProjectPorts,
  { platform, environment, project, feeds, runs }: ProjectInput,
): Promise<Input> {
  const { warehouse } = environment;
  if (!warehouse || feeds.some(({ loadedTo }) => loadedTo === undefined)) return "new";
  const planned = await planProject(ports, { platform, environment, warehouse, project });
  return inputStatus(digestOf([planned]), runs);
}

/** Whether this input was built already, by the newest runs. A failure counts as long as nothing was published after it. */
export function inputStatus(input: string, runs: readonly EltRunRecord[]): Input {
  const ended = runs.filter(({ status }) => endings.has(status));
  const published = ended.findIndex(({ status }) => status !== "failed");
  if (ended[published]?.input === input) return "published";
  const since = published < 0 ? ended : ended.slice(0, published);
  return since.some((run) => run.input === input) ? "failed" : "new";
}

const endings: ReadonlySet<EltRunRecord["status"]> = new Set(["published", "unchanged", "failed"]);

/** A cancelled or killed build is no start, as far as a schedule is concerned. */
function isStart({ status }: EltRunRecord): boolean {
  return status !== "cancelled" && status !== "interrupted";
}

function failedState(
  last: EltRunRecord | undefined,
  kept: readonly Snapshot[],
): string | undefined {
  if (last?.status !== "failed") return undefined;
  return kept.find(({ loadId, status }) => loadId === last.loadId && status === "failed")?.file;
}
