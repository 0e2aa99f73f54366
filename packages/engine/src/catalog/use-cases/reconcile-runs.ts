import type { DeployedEnvironment, Flow } from "@lakewright/config";
import type { Clock } from "../../core/index.ts";
import { mapBounded } from "../../core/index.ts";
import type { FinishedRun } from "../domain/end-of-run-event.ts";
import { firstLoadSlices } from "../domain/first-load-slice.ts";
import { destinationOf } from "../domain/raw-layout.ts";
import type { FinishedRuns, RunSource } from "../ports/finished-runs.ts";
import { isBehind, targetOf } from "./register-partition.ts";
import { type RegisterPorts, type Registration, registerFinishedRun } from "./register-run.ts";

export interface ReconcilePorts extends RegisterPorts {
  readonly finishedRuns: FinishedRuns;
  readonly clock: Clock;
}

export interface ReconciledRun extends Registration {
  readonly flow: string;
  readonly executionId: string;
}

export interface Reconciliation {
  /** Flows that were checked, slices of first loads among them. */
  readonly flows: number;
  /** Runs whose events were missed, and what registering them did. */
  readonly registered: readonly ReconciledRun[];
  readonly failures: readonly { readonly flow: string; readonly error: unknown }[];
}

/** AppFlow allows an unknown number of calls a second. */
const flowsAtOnce = 4;
const dayMs = 86_400_000;

/**
 * Registers successful runs of the last days whose events never came: their delivery is best effort. Compares the newest
 * run with rows of each partition with the catalog; a partition that is up to date costs one request. A flow that fails
 * is reported and stops no other.
 */
export async function reconcileRuns(
  ports: ReconcilePorts,
  environment: Pick<DeployedEnvironment, "buckets" | "flows">,
  lookBackDays: number,
): Promise<Reconciliation> {
  const { flows } = environment;
  const since = new Date(ports.clock.now().getTime() - lookBackDays * dayMs);
  const sources = flows
    .filter(({ direction }) => direction === "in")
    .flatMap(sourcesIn(environment));
  const outcomes = await mapBounded(each(sources), flowsAtOnce, async (source) => {
    const registered: ReconciledRun[] = [];
    try {
      for (const run of newestRuns(flows, await ports.finishedRuns(source, since)))
        registered.push(...(await reconcileRun(ports, flows, run)));
      return { registered, failures: [] };
    } catch (error) {
      return { registered, failures: [{ flow: source.flow, error }] };
    }
  });
  return {
    flows: sources.length,
    registered: outcomes.flatMap(({ registered }) => registered),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

/** A flow and the slices of its first load: each is a flow to AppFlow. */
function sourcesIn(environment: Pick<DeployedEnvironment, "buckets">) {
  return (flow: Flow): RunSource[] => {
    const destination = destinationOf(environment, flow);
    const names = [flow.name, ...firstLoadSlices(flow).map(({ name }) => name)];
    return names.map((name) => ({ flow: name, destination }));
  };
}

/** The newest successful run of each partition, of those that brought rows; oldest partition first. */
function newestRuns(flows: readonly Flow[], runs: readonly FinishedRun[]): readonly FinishedRun[] {
  const newest = new Map<string, FinishedRun>();
  const loaded = runs.filter(({ succeeded, rows }) => succeeded && rows > 0);
  for (const run of loaded.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())) {
    const value = targetOf(flows, run)?.partition.Values[0];
    if (value !== undefined) newest.set(value, run);
  }
  return [...newest.values()];
}

async function reconcileRun(
  ports: ReconcilePorts,
  flows: readonly Flow[],
  run: FinishedRun,
): Promise<readonly ReconciledRun[]> {
  const target = targetOf(flows, run);
  if (!target) return [];
  const { flow, partition } = target;
  const present = await ports.catalog.partition(flow.database, flow.table, partition.Values);
  if (present && !isBehind(present, partition)) return [];
  const registration = await registerFinishedRun(ports, flows, run);
  // A run may have counted records and left no file: there is nothing that an event would have registered.
  if (registration.partition === "none") return [];
  return [{ flow: run.flow, executionId: run.executionId, ...registration }];
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
