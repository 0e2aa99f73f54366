import type { Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import { loadDateOf } from "../domain/raw-layout.ts";
import type { FoundRun, RunRecord } from "../domain/run.ts";
import type { RunFolder } from "../domain/run-folder.ts";
import type { RepairPorts } from "../ports/repair-ports.ts";
import { foldersOf, readRun } from "./found-runs.ts";
import { aboutRun, type FlowToCheck, type LakeFault, type MendableFault } from "./lake-fault.ts";
import { setAside } from "./unusable-files.ts";

/** Runs whose files are in the raw zone while the ledger lacks the run, or some of its files. */
export async function lostRuns(
  ports: RepairPorts,
  { environment, flow }: FlowToCheck,
): Promise<readonly MendableFault[]> {
  const folders = await foldersOf(ports, environment, flow);
  const runs = await ports.ledger.runs({ flow: flow.name });
  const faults: MendableFault[] = [];
  for (const folder of inOrderOfRestoring(folders, runs)) {
    const isFirst = folder === folders[0] && isBeforeFullLoads(folder, runs);
    faults.push(...(await faultsOf(ports, flow, { folder, isFirst, tell: lacksRun })));
  }
  for (const folder of await withLostFiles(ports, flow, { folders, runs }))
    faults.push(...(await faultsOf(ports, flow, { folder, isFirst: false, tell: lacksFiles })));
  return faults;
}

/** Lost runs: the newest go behind those that the ledger has, one by one; each of the others goes before the next one. */
function inOrderOfRestoring(
  folders: readonly RunFolder[],
  runs: readonly RunRecord[],
): readonly RunFolder[] {
  const known = new Set(runs.map(({ executionId }) => executionId));
  const newest = [...known].sort().at(-1) ?? "";
  const lost = folders.filter(({ executionId }) => !known.has(executionId));
  const after = lost.filter(({ executionId }) => executionId > newest);
  const between = lost.filter(({ executionId }) => executionId < newest);
  return [...after, ...between.toReversed()];
}

function isBeforeFullLoads({ executionId }: RunFolder, runs: readonly RunRecord[]): boolean {
  return runs.every(
    (run) => run.kind !== "full" || run.status !== "succeeded" || executionId < run.executionId,
  );
}

interface FoldersAndRuns {
  readonly folders: readonly RunFolder[];
  readonly runs: readonly RunRecord[];
}

/** Folders of successful runs, each with those of its files that the ledger lacks. */
async function withLostFiles(
  { ledger }: Pick<RepairPorts, "ledger">,
  flow: Flow,
  { folders, runs }: FoldersAndRuns,
): Promise<readonly RunFolder[]> {
  const known = new Set((await ledger.files(flow.name)).map(({ uri }) => uri));
  // A run that is not over, or ended badly, published nothing: the next run removes what it left.
  const succeeded = new Set(
    runs.flatMap(({ executionId, status }) => (status === "succeeded" ? executionId : [])),
  );
  return folders
    .filter(({ executionId }) => succeeded.has(executionId))
    .map((folder) => ({ ...folder, files: folder.files.filter(({ uri }) => !known.has(uri)) }))
    .filter(({ files }) => files.length > 0);
}

type Told = Pick<LakeFault, "fault" | "remedy">;

function lacksRun({ rows, kind }: FoundRun): Told {
  return {
    fault: `the ledger lacks the run, whose files hold ${rows} rows`,
    remedy: `write it down again, as a run of kind "${kind}"`,
  };
}

function lacksFiles({ files }: FoundRun): Told {
  return {
    fault: `the ledger lacks ${files.length} of the run's files`,
    remedy: "write them down again",
  };
}

interface LostFolder {
  readonly folder: RunFolder;
  readonly isFirst: boolean;
  readonly tell: (run: FoundRun) => Told;
}

/** The fault of a lost run, after one for each of its files that cannot be read. */
async function faultsOf(
  ports: RepairPorts,
  flow: Flow,
  { folder, isFirst, tell }: LostFolder,
): Promise<readonly MendableFault[]> {
  const { run, unreadable } = await readRun(ports, flow, { folder, isFirst });
  const loadDate = loadDateOf(folder.day);
  const faults: MendableFault[] = [];
  for (const file of unreadable)
    faults.push(await unreadableFile(ports, flow, { ...file, loadDate }));
  if (run.files.length === 0) return faults;
  const mend = () => ports.ledger.restoreRun(run);
  return [...faults, { what: "run", ...aboutRun(flow, run), ...tell(run), mend }];
}

interface UnreadableFile {
  readonly uri: string;
  readonly fault: string;
  readonly loadDate: string;
}

/** A file that the ledger does not know and that nobody can read. */
async function unreadableFile(
  ports: RepairPorts,
  flow: Flow,
  { uri, fault, loadDate }: UnreadableFile,
): Promise<MendableFault> {
  return {
    what: "file",
    table: tableId(flow),
    loadDate,
    executionId: uri.split("/").at(-2),
    path: await ports.blobs.localPath(uri),
    fault: `the file ${fault}, and the ledger does not know it`,
    remedy: "set it aside",
    reload: `lakewright run ${flow.name} --full`,
    mend: () => setAside(ports, uri),
  };
}
