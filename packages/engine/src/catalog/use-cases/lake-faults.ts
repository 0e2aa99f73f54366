import type { Environment, Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import type { FinishedRun } from "../domain/end-of-run-event.ts";
import { loadDateOf } from "../domain/raw-layout.ts";
import type { RunRecord } from "../domain/run.ts";
import type { LoadedFile } from "../ports/ledger.ts";
import type { RepairPorts } from "../ports/repair-ports.ts";
import { type DamagedFile, damagedFile, damagedFiles } from "./damaged-file.ts";
import { registerPorts } from "./deliver-events.ts";
import { foldersOf, newestStamp, readRun } from "./found-runs.ts";
import { isBehind, targetOf } from "./register-partition.ts";
import { registerFinishedRun } from "./register-run.ts";

/** Something in which ledger, catalog and files of a flow do not agree. */
export interface LakeFault {
  readonly what: "file" | "run" | "bookmark" | "table" | "columns" | "partition";
  /** `<database>.<table>` */
  readonly table: string;
  readonly loadDate: string | undefined;
  readonly executionId: string | undefined;
  readonly path: string | undefined;
  /** What is off, as a sentence. */
  readonly fault: string;
  /** What a repair does about it. */
  readonly remedy: string;
  /** What a person has to call after that; undefined = nothing. */
  readonly reload: string | undefined;
}

/** A fault with what mends it. */
export interface MendableFault extends LakeFault {
  readonly mend: () => Promise<void>;
}

/** A flow of a platform in one of its environments. */
export interface FlowToCheck {
  readonly environment: Environment;
  readonly flow: Flow;
}

/** A step of a check: what it finds depends on what the steps before it have mended. */
export type CheckStep = (ports: RepairPorts, of: FlowToCheck) => Promise<readonly MendableFault[]>;

/** In this order: a table is registered by the runs that there are, and a bookmark is read out of their files. */
export const checkSteps: readonly CheckStep[] = [lostRuns, brokenFiles, unregistered, lostBookmark];

/** Runs whose files lie in the raw zone, and which the ledger lacks, or some of whose files it lacks. */
async function lostRuns(
  ports: RepairPorts,
  { environment, flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const folders = await foldersOf(ports, environment, flow);
  const loaded = new Set((await ports.ledger.files(flow.name)).map(({ uri }) => uri));
  const ids = new Set((await ports.ledger.runs({ flow: flow.name })).map((run) => run.executionId));
  const lost = folders.filter(({ executionId }) => !ids.has(executionId));
  const newest = [...ids].sort().at(-1) ?? "";
  // The newest go behind those that there are, one by one; each of the others before the next one.
  const after = lost.filter(({ executionId }) => executionId > newest);
  const between = lost.filter(({ executionId }) => executionId < newest).toReversed();
  const faults: MendableFault[] = [];
  const fulls = await ports.ledger.runs({ flow: flow.name, kind: "full", status: "succeeded" });
  const oldestFull = fulls.map((run) => run.executionId).sort()[0];
  for (const folder of [...after, ...between]) {
    const isFirst =
      folder === folders[0] && (oldestFull === undefined || folder.executionId < oldestFull);
    const { run, unreadable } = await readRun(ports, flow, { folder, isFirst });
    for (const { uri, fault } of unreadable)
      faults.push(await strayFile(ports, flow, { uri, fault, loadDate: loadDateOf(folder.day) }));
    if (run.files.length === 0) continue;
    faults.push({
      ...aboutRun(flow, run),
      fault: `the ledger lacks the run, whose files hold ${run.rows} rows`,
      remedy: `write it down again, as a run of kind "${run.kind}"`,
      mend: () => ports.ledger.restoreRun(run),
    });
  }
  for (const folder of folders) {
    const record = await ports.ledger.run(folder.executionId);
    const lacked = folder.files.filter(({ uri }) => !loaded.has(uri));
    if (!record || lacked.length === 0) continue;
    // A run that is not over, or ended badly, published nothing: the next run removes what it left.
    if (record.status !== "succeeded") continue;
    const { run, unreadable } = await readRun(ports, flow, {
      folder: { ...folder, files: lacked },
      isFirst: false,
    });
    for (const { uri, fault } of unreadable)
      faults.push(await strayFile(ports, flow, { uri, fault, loadDate: loadDateOf(folder.day) }));
    if (run.files.length === 0) continue;
    faults.push({
      ...aboutRun(flow, record),
      fault: `the ledger lacks ${run.files.length} of the run's files`,
      remedy: "write them down again",
      mend: () => ports.ledger.restoreRun(run),
    });
  }
  return faults;
}

interface StrayFile {
  readonly uri: string;
  readonly fault: string;
  readonly loadDate: string;
}

/** A file that no ledger knows and that nobody can read. */
async function strayFile(
  ports: RepairPorts,
  flow: Flow,
  { uri, fault, loadDate }: StrayFile,
): Promise<MendableFault> {
  const path = await ports.blobs.localPath(uri);
  return {
    what: "file",
    ...{ table: tableId(flow), loadDate, executionId: uri.split("/").at(-2), path },
    fault: `the file ${fault}, and the ledger does not know it`,
    remedy: "set it aside",
    reload: `lakewright run ${flow.name} --full`,
    mend: () => setAside(ports, uri),
  };
}

/** Files of runs, and the merged one, that are not as they were loaded. */
async function brokenFiles(
  ports: RepairPorts,
  { flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const found = await damagedFiles(ports, flow, "footer");
  const damaged = [...found, ...(await unreadableRows(ports, flow, found))];
  return damaged.map(({ uri, fault, ...file }) => ({
    what: "file" as const,
    ...file,
    fault: `the ${file.executionId === undefined ? "merged " : ""}file ${fault}`,
    remedy: fault === "is missing" ? "forget it" : "set it aside",
    mend: () => setAside(ports, uri),
  }));
}

/** Files whose footer is in order and whose rows are not. */
async function unreadableRows(
  ports: RepairPorts,
  flow: Flow,
  found: readonly DamagedFile[],
): Promise<readonly DamagedFile[]> {
  const known = new Set(found.map(({ uri }) => uri));
  const merged = await ports.ledger.snapshot(flow.name);
  const uris = [...(await ports.ledger.files(flow.name)), ...(merged ? [merged] : [])]
    .map(({ uri }) => uri)
    .filter((uri) => !known.has(uri));
  const damaged: DamagedFile[] = [];
  for (const uri of uris) {
    const path = await ports.blobs.localPath(uri);
    if (await ports.canReadRows(path)) continue;
    const fault = "holds rows that cannot be read";
    damaged.push(await damagedFile(ports, { table: tableId(flow), uri, path, fault }));
  }
  return damaged;
}

/** Where files go that nobody can use: the quarantine beside the raw zone's own keys. Nothing is deleted. */
async function setAside({ ledger, blobs }: RepairPorts, uri: string): Promise<void> {
  if ((await blobs.size(uri)) !== undefined)
    await blobs.publish([{ file: await blobs.localPath(uri), uri: quarantined(uri) }]);
  await ledger.forgetFile(uri);
}

function quarantined(uri: string): string {
  return uri.replace(/^s3:\/\/([^/]*)-(raw|curated)-/, "s3://$1-quarantine-");
}

/** Tables, columns and partitions that runs were registered in, and that the catalog lacks. */
async function unregistered(
  ports: RepairPorts,
  { environment, flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const waiting = new Set((await ports.events.pending()).map(({ id }) => id));
  const newestFirst = await ports.ledger.runs({ flow: flow.name, status: "succeeded" });
  const runs = newestFirst.toReversed().filter(({ executionId }) => !waiting.has(executionId));
  const files = grouped(await ports.ledger.files(flow.name), (file) => file.executionId);
  const register = async (some: readonly RunRecord[]) => {
    for (const run of some)
      await registerFinishedRun(registerPorts(ports), environment.flows, finishedOf(run));
  };
  if (runs.length === 0) return [];
  const table = await ports.catalog.table(flow.database, flow.table);
  if (!table)
    return [
      {
        what: "table",
        ...{ table: tableId(flow), loadDate: undefined, executionId: undefined, path: undefined },
        fault: `the catalog lacks the table, which ${runs.length} runs have loaded`,
        remedy: "register these runs again",
        reload: undefined,
        mend: () => register(runs),
      },
    ];
  const columns = new Set(table.input.StorageDescriptor.Columns.map(({ Name }) => Name));
  const faults: MendableFault[] = [];
  for (const [schemaId, some] of grouped([...files.values()].flat(), (file) => file.schemaId)) {
    const fields = await ports.ledger.fields(schemaId);
    const lacked = fields
      .map(({ name }) => name.toLowerCase())
      .filter((name) => !columns.has(name));
    if (lacked.length === 0) continue;
    for (const name of lacked) columns.add(name);
    const [first] = some;
    const run = runs.find(({ executionId }) => executionId === first?.executionId);
    if (run)
      faults.push({
        ...aboutRun(flow, run),
        what: "columns",
        fault: `the catalog lacks columns of the table: ${lacked.join(", ")}`,
        remedy: "register the run that brought them again",
        mend: () => register([run]),
      });
  }
  return [
    ...faults,
    ...(await lostPartitions(ports, { environment, flow }, { runs, files, register })),
  ];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

interface RegisteredRuns {
  /** Oldest first. */
  readonly runs: readonly RunRecord[];
  readonly files: ReadonlyMap<string, readonly LoadedFile[]>;
  readonly register: (runs: readonly RunRecord[]) => Promise<void>;
}

async function lostPartitions(
  ports: RepairPorts,
  { environment, flow }: FlowToCheck,
  { runs, files, register }: RegisteredRuns,
): Promise<readonly MendableFault[]> {
  const newest = new Map<string, RunRecord>();
  for (const run of runs)
    if (files.has(run.executionId)) newest.set(loadDateOf(run.startedAt), run);
  const faults: MendableFault[] = [];
  for (const [loadDate, run] of newest) {
    const target = targetOf(environment.flows, finishedOf(run));
    if (!target) continue;
    const { partition } = target;
    const present = await ports.catalog.partition(flow.database, flow.table, partition.Values);
    if (present && !isBehind(present, partition)) continue;
    faults.push({
      ...aboutRun(flow, run),
      what: "partition",
      loadDate,
      fault: present
        ? "the catalog's partition does not show the newest run"
        : "the catalog lacks the partition",
      remedy: "register the run again",
      mend: () => register([run]),
    });
  }
  return faults;
}

/** A bookmark that is gone becomes the newest stamp in the files: the next window reaches back from there by the overlap. */
async function lostBookmark(
  ports: RepairPorts,
  { flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  if (!flow.incremental || (await ports.ledger.bookmark(flow.name))) return [];
  const runs = await ports.ledger.runs({ flow: flow.name, status: "succeeded" });
  if (!runs.some(({ kind }) => kind === "full")) return [];
  const loads = new Set(
    runs.flatMap(({ kind, executionId }) => (kind === "reconcile" ? [] : executionId)),
  );
  const files = (await ports.ledger.files(flow.name)).filter(({ executionId }) =>
    loads.has(executionId),
  );
  const newest = await newestStamp(ports, flow, files);
  if (!newest) return [];
  return [
    {
      what: "bookmark",
      ...{ table: tableId(flow), loadDate: undefined, executionId: undefined, path: undefined },
      fault: "the flow has no bookmark, so that the next run would read everything",
      remedy: `set it to the newest stamp in the files, ${newest.toISOString()}`,
      reload: undefined,
      mend: () => ports.ledger.restoreBookmark(flow.name, newest),
    },
  ];
}

function aboutRun(
  flow: Flow,
  { executionId, startedAt }: Pick<RunRecord, "executionId" | "startedAt">,
) {
  return {
    what: "run" as const,
    table: tableId(flow),
    loadDate: loadDateOf(startedAt),
    executionId,
    path: undefined,
    reload: undefined,
  };
}

/** A run as the event at its end told of it. */
function finishedOf({
  flow,
  executionId,
  startedAt,
  endedAt,
  rows,
  target,
}: RunRecord): FinishedRun {
  const [destination = ""] = target.split(`/${flow}/`);
  return {
    ...{ flow, executionId, startedAt, rows, failedRows: 0, succeeded: true },
    endedAt: endedAt ?? startedAt,
    destination,
  };
}
