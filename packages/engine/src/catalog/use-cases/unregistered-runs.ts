import type { Flow } from "@lakewright/config";
import type { FinishedRun } from "../domain/end-of-run-event.ts";
import { loadDateOf } from "../domain/raw-layout.ts";
import type { RunRecord } from "../domain/run.ts";
import type { CatalogTable } from "../ports/catalog.ts";
import type { LoadedFile } from "../ports/ledger.ts";
import type { RepairPorts } from "../ports/repair-ports.ts";
import { registerPorts } from "./deliver-events.ts";
import { aboutRun, aboutTable, type FlowToCheck, type MendableFault } from "./lake-fault.ts";
import { isBehind, targetOf } from "./register-partition.ts";
import { registerFinishedRun } from "./register-run.ts";

/** The table, columns and partitions that a flow's runs were registered in, and that the catalog lacks. */
export async function unregisteredRuns(
  ports: RepairPorts,
  of: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const { flow } = of;
  const registered = await registeredRuns(ports, of);
  if (registered.runs.length === 0) return [];
  const table = await ports.catalog.table(flow.database, flow.table);
  if (!table) return [lostTable(flow, registered)];
  return [
    ...(await lostColumns(ports, flow, { ...registered, table })),
    ...(await lostPartitions(ports, of, registered)),
  ];
}

interface RegisteredRuns {
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  /** In run order. */
  readonly files: readonly LoadedFile[];
  readonly register: (runs: readonly RunRecord[]) => Promise<void>;
}

/** Successful runs whose event was handled: those that still wait for it are in no catalog yet. */
async function registeredRuns(
  ports: RepairPorts,
  { environment, flow }: FlowToCheck,
): Promise<RegisteredRuns> {
  const waiting = new Set((await ports.events.pending()).map(({ id }) => id));
  const newestFirst = await ports.ledger.runs({ flow: flow.name, status: "succeeded" });
  return {
    runs: newestFirst.toReversed().filter(({ executionId }) => !waiting.has(executionId)),
    files: await ports.ledger.files(flow.name),
    register: async (runs) => {
      for (const run of runs)
        await registerFinishedRun(registerPorts(ports), environment.flows, finishedOf(run));
    },
  };
}

function lostTable(flow: Flow, { runs, register }: RegisteredRuns): MendableFault {
  return {
    what: "table",
    ...aboutTable(flow),
    fault: `the catalog lacks the table, which ${runs.length} runs have loaded`,
    remedy: "register these runs again",
    mend: () => register(runs),
  };
}

/** A fault for each run that brought columns which the table lacks. */
async function lostColumns(
  { ledger }: Pick<RepairPorts, "ledger">,
  flow: Flow,
  { runs, files, register, table }: RegisteredRuns & { readonly table: CatalogTable },
): Promise<readonly MendableFault[]> {
  const columns = new Set(table.input.StorageDescriptor.Columns.map(({ Name }) => Name));
  const firstRuns = new Map<string, string>();
  for (const { schemaId, executionId } of files)
    if (!firstRuns.has(schemaId)) firstRuns.set(schemaId, executionId);
  const faults: MendableFault[] = [];
  for (const [schemaId, executionId] of firstRuns) {
    const names = (await ledger.fields(schemaId)).map(({ name }) => name.toLowerCase());
    const lacked = names.filter((name) => !columns.has(name));
    for (const name of lacked) columns.add(name);
    const run = runs.find((each) => each.executionId === executionId);
    if (!run || lacked.length === 0) continue;
    faults.push({
      what: "columns",
      ...aboutRun(flow, run),
      fault: `the catalog lacks columns of the table: ${lacked.join(", ")}`,
      remedy: "register the run that brought them again",
      mend: () => register([run]),
    });
  }
  return faults;
}

/** A fault for each load date whose newest run has no partition, or one that does not show it. */
async function lostPartitions(
  { catalog }: Pick<RepairPorts, "catalog">,
  { environment, flow }: FlowToCheck,
  { runs, files, register }: RegisteredRuns,
): Promise<readonly MendableFault[]> {
  const withFiles = new Set(files.map(({ executionId }) => executionId));
  const newest = new Map<string, RunRecord>();
  for (const run of runs)
    if (withFiles.has(run.executionId)) newest.set(loadDateOf(run.startedAt), run);
  const faults: MendableFault[] = [];
  for (const run of newest.values()) {
    const partition = targetOf(environment.flows, finishedOf(run))?.partition;
    if (!partition) continue;
    const present = await catalog.partition(flow.database, flow.table, partition.Values);
    if (present && !isBehind(present, partition)) continue;
    faults.push({
      what: "partition",
      ...aboutRun(flow, run),
      fault: present
        ? "the catalog's partition does not show the newest run"
        : "the catalog lacks the partition",
      remedy: "register the run again",
      mend: () => register([run]),
    });
  }
  return faults;
}

/** A run as the event at its end described it. */
function finishedOf({ target, ...run }: RunRecord): FinishedRun {
  const { flow, executionId, startedAt, endedAt = startedAt, rows } = run;
  const [destination = ""] = target.split(`/${flow}/`);
  return {
    ...{ flow, executionId, startedAt, endedAt, destination, rows },
    failedRows: 0,
    succeeded: true,
  };
}
