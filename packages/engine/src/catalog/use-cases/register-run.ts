import type { Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import type { BlobReader } from "../../core/index.ts";
import { PlatformError } from "../../core/index.ts";
import { columnTypeOf, type FieldDescription } from "../../sources/index.ts";
import { type FinishedRun, parseEndOfRunEvent } from "../domain/end-of-run-event.ts";
import { storedColumns } from "../domain/parquet-footer.ts";
import { executionFolder, flowFolder } from "../domain/raw-layout.ts";
import {
  extendTableInput,
  lacksColumns,
  newTableInput,
  type SeenColumns,
  type StoredColumn,
  type TypeConflict,
} from "../domain/registered-table.ts";
import type { CatalogTable } from "../ports/catalog.ts";
import type { CatalogPorts } from "../ports/catalog-ports.ts";
import type { DescribedFields } from "../ports/described-fields.ts";
import { contended, maxConflictTries, registerPartition, targetOf } from "./register-partition.ts";

export interface RegisterPorts extends Pick<CatalogPorts, "catalog"> {
  readonly blobs: BlobReader;
  readonly describedFields: DescribedFields;
}

export interface Registration {
  readonly table: "created" | "updated" | "unchanged" | "ignored";
  readonly partition: "created" | "updated" | "unchanged" | "none";
  /** Columns whose files no longer have the registered type; the registered type stays. */
  readonly conflicts: readonly TypeConflict[];
}

const ignored: Registration = { table: "ignored", partition: "none", conflicts: [] };

/**
 * Puts what a finished run brought into the catalog: the table (made, or extended by new columns), and the partition of
 * the day, or of the slice of a first load. The same event again, late, out of order or at the same time as another
 * changes nothing that is already right: full flows point to the newest run, whichever event comes last. Never drops,
 * never overwrites.
 */
export async function registerRun(
  ports: RegisterPorts,
  flows: readonly Flow[],
  event: unknown,
): Promise<Registration> {
  return registerFinishedRun(ports, flows, parseEndOfRunEvent(event));
}

/** The same for a run that is known from elsewhere than its event. */
export async function registerFinishedRun(
  ports: RegisterPorts,
  flows: readonly Flow[],
  run: FinishedRun,
): Promise<Registration> {
  if (!run.succeeded) return ignored;
  const target = targetOf(flows, run);
  if (!target)
    throw new PlatformError(
      "unknown_name",
      `the event names flow "${run.flow}", which this platform does not declare`,
      "declare it in appflow.yaml, or remove the flow from the account",
    );
  const { flow } = target;
  const location = flowFolder({ destination: run.destination, flow: flow.name });
  // A flow back out of the lake has no table here.
  if (flow.direction === "out") return ignored;
  const describe = onDemand(async () => (await ports.describedFields(flow, run.executionId)) ?? []);
  const [stored, table] = await Promise.all([
    storedColumnsOf(ports, run),
    foundTable(ports, flow, describe),
  ]);
  const columns = stored ?? columnsOf(await describe());
  if (columns.length === 0) return ignored;
  const seen = { columns, describe, typedBy: stored ? "files" : "describe" } as const;
  const ensured = await ensureTable(ports, { flow, location, table }, seen);
  const partition = stored ? await registerPartition(ports, target) : "none";
  return { ...ensured, partition };
}

/** Columns of a run's first file; its files are in the run's own folder, and a run without rows has none. */
async function storedColumnsOf(
  { blobs }: RegisterPorts,
  run: FinishedRun,
): Promise<readonly StoredColumn[] | undefined> {
  const [first] = await blobs.list(executionFolder(run));
  if (!first) return undefined;
  const read = (start: number, end: number) => blobs.read(first.uri, start, end);
  return storedColumns({ uri: first.uri, bytes: first.bytes, read });
}

/** The registered table; where there is none, its database and labels are made ready while the file is read. */
async function foundTable(
  { catalog }: RegisterPorts,
  { database, table }: Flow,
  describe: () => Promise<unknown>,
): Promise<CatalogTable | undefined> {
  const found = await catalog.table(database, table);
  if (!found) await Promise.all([catalog.ensureDatabase(database), describe()]);
  return found;
}

/** Calls `ask` at the first call alone; every call gets its answer. */
function onDemand<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

function columnsOf(described: readonly FieldDescription[]): readonly StoredColumn[] {
  return described.map(({ name, type }) => ({ name, type: columnTypeOf(type).hive }));
}

interface RunColumns extends Omit<SeenColumns, "described"> {
  /** Asked only when there are columns to label: on AWS it is a call more. */
  readonly describe: () => Promise<readonly FieldDescription[]>;
}

interface WantedTable {
  readonly flow: Flow;
  readonly location: string;
  /** As registered; undefined if it is not. */
  readonly table: CatalogTable | undefined;
}

async function ensureTable(
  { catalog }: RegisterPorts,
  { flow, location, table: found }: WantedTable,
  { columns, describe, typedBy }: RunColumns,
): Promise<Pick<Registration, "table" | "conflicts">> {
  const { database } = flow;
  let table = found;
  for (let attempt = 0; attempt < maxConflictTries; attempt++) {
    if (attempt > 0) table = await catalog.table(database, flow.table);
    if (!table) {
      const input = newTableInput(flow, location, {
        ...{ columns, described: await describe(), typedBy },
      });
      if ((await catalog.createTable(database, input)) === "created")
        return { table: "created", conflicts: [] };
      continue;
    }
    const described = lacksColumns(table.input, columns) ? await describe() : [];
    const { input, conflicts } = extendTableInput(table.input, { columns, described, typedBy });
    if (JSON.stringify(input) === JSON.stringify(table.input))
      return { table: "unchanged", conflicts };
    if ((await catalog.updateTable(database, input, table.version)) === "updated")
      return { table: "updated", conflicts };
  }
  throw contended(`table "${tableId(flow)}"`);
}
