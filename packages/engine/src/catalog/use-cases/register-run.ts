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
  type StoredColumn,
  type TypeConflict,
  type TypedBy,
} from "../domain/registered-table.ts";
import type { CatalogTable } from "../ports/catalog.ts";
import type { CatalogPorts } from "../ports/catalog-ports.ts";
import type { DescribedFields } from "../ports/described-fields.ts";
import { conflictTries, contended, registerPartition, targetOf } from "./register-partition.ts";

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
  const location = flowFolder(run.destination, flow.name);
  // What flows back out of the lake has no table here.
  if (flow.direction === "out") return ignored;
  const describe = askedOnce(
    async () => (await ports.describedFields(flow, run.executionId)) ?? [],
  );
  const [stored, table] = await Promise.all([
    storedColumnsOf(ports, run),
    foundTable(ports, flow, describe),
  ]);
  const columns = stored ?? columnsOf(await describe());
  if (columns.length === 0) return ignored;
  const seen: SeenColumns = { columns, describe, typedBy: stored ? "files" : "describe" };
  const ensured = await ensureTable(ports, { flow, location, table }, seen);
  const partition = stored ? await registerPartition(ports, target) : "none";
  return { ...ensured, partition };
}

/** Columns of a run's first file; its files stand in a folder of their own, and a run without rows has none. */
async function storedColumnsOf(
  { blobs }: RegisterPorts,
  run: FinishedRun,
): Promise<readonly StoredColumn[] | undefined> {
  const folder = executionFolder(run.destination, run.flow, run.startedAt, run.executionId);
  const [first] = await blobs.list(folder);
  if (!first) return undefined;
  const read = (start: number, end: number) => blobs.read(first.uri, start, end);
  return storedColumns({ bytes: first.bytes, read });
}

/** The table as it is; where there is none, what it will be made with is got ready while the file is read. */
async function foundTable(
  { catalog }: RegisterPorts,
  { database, table }: Flow,
  describe: () => Promise<unknown>,
): Promise<CatalogTable | undefined> {
  const found = await catalog.table(database, table);
  if (!found) await Promise.all([catalog.ensureDatabase(database), describe()]);
  return found;
}

function askedOnce<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

function columnsOf(described: readonly FieldDescription[]): readonly StoredColumn[] {
  return described.map(({ name, type }) => ({ name, type: columnTypeOf(type).hive }));
}

interface SeenColumns {
  readonly columns: readonly StoredColumn[];
  /** Asked only when there are columns to label: on AWS it is a call more. */
  readonly describe: () => Promise<readonly FieldDescription[]>;
  readonly typedBy: TypedBy;
}

interface TableToBe {
  readonly flow: Flow;
  readonly location: string;
  /** As it was found; undefined if it is not there. */
  readonly table: CatalogTable | undefined;
}

async function ensureTable(
  { catalog }: RegisterPorts,
  { flow, location, table: found }: TableToBe,
  { columns, describe, typedBy }: SeenColumns,
): Promise<Pick<Registration, "table" | "conflicts">> {
  const { database } = flow;
  let table = found;
  for (let attempt = 0; attempt < conflictTries; attempt++) {
    if (attempt > 0) table = await catalog.table(database, flow.table);
    if (!table) {
      const input = newTableInput(flow, location, columns, await describe(), typedBy);
      if ((await catalog.createTable(database, input)) === "created")
        return { table: "created", conflicts: [] };
      continue;
    }
    const described = lacksColumns(table.input, columns) ? await describe() : [];
    const { input, conflicts } = extendTableInput(table.input, columns, described, typedBy);
    if (JSON.stringify(input) === JSON.stringify(table.input))
      return { table: "unchanged", conflicts };
    if ((await catalog.updateTable(database, input, table.version)) === "updated")
      return { table: "updated", conflicts };
  }
  throw contended(`table "${tableId(flow)}"`);
}
