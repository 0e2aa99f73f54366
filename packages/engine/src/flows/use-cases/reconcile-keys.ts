import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Flow } from "@lakewright/config";
import type { RunOpening } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import { currentRelation } from "../../query/index.ts";
import type { Page, RowFields, Source } from "../../sources/index.ts";
import { abandonRun } from "./abandon-run.ts";
import { withApiFallback } from "./api-fallback.ts";
import type { RunContext } from "./run-context.ts";
import { runEvent, runOpening } from "./run-opening.ts";

export interface Reconciliation {
  readonly flow: string;
  /** Rows that the lake held and the source no longer has. */
  readonly vanished: number;
}

type ReconcileContext = Omit<
  RunContext<
    "openSource" | "blobs" | "catalog" | "ledger" | "lakeWriter" | "spoolFolder" | "newExecutionId"
  >,
  "report"
>;

/**
 * Finds rows that vanished at the source without a trace (hard deletes, purged bins, merges) by reading every key, and records each as
 * a deleted row. AppFlow cannot do this: on AWS it takes a `Complete` flow of the key beside the flow.
 * Undefined for full flows, which need none, and for objects without a key or with nothing loaded.
 */
export async function reconcileKeys(
  context: ReconcileContext,
  flow: Flow,
): Promise<Reconciliation | undefined> {
  const { ports } = context;
  if (!flow.incremental || !(await currentRelation(ports, flow))?.latest?.deleted) return undefined;
  const source = ports.openSource(flow);
  const rowFields = await source.rowFields(flow.object);
  const choice = { preferredApi: flow.api, api: source.chooseApi(flow.api, undefined) };
  return withApiFallback(source, choice, async (api) =>
    compareKeys(context, flow, { source, rowFields, api, startedAt: await source.now() }),
  );
}

interface KeyRead {
  readonly source: Source;
  readonly rowFields: RowFields;
  readonly api: string;
  readonly startedAt: Date;
}

async function compareKeys(
  context: ReconcileContext,
  flow: Flow,
  read: KeyRead,
): Promise<Reconciliation> {
  const { ports, signal } = context;
  const { api, startedAt, rowFields } = read;
  const opening = runOpening(context, flow, {
    api,
    startedAt,
    kind: "reconcile",
    window: undefined,
  });
  const spool = join(ports.spoolFolder, opening.executionId);
  await ports.ledger.openRun(opening);
  try {
    await mkdir(spool, { recursive: true, mode: 0o700 });
    const pages = await allKeys(read, flow, { spool, signal });
    return await recordVanished(context, flow, { opening, rowFields, pages, spool });
  } catch (error) {
    await abandonRun(ports, opening, { error, endedAt: startedAt });
    throw error;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

/** Every key, with the deleted mark: only a query that returns deleted rows returns archived ones, which are still there. */
async function allKeys(
  { source, api, rowFields: { key, deletedMark } }: KeyRead,
  flow: Flow,
  { spool, signal }: { readonly spool: string; readonly signal: AbortSignal },
): Promise<readonly Page[]> {
  const extract = {
    object: flow.object,
    fields: deletedMark === undefined ? [key] : [key, deletedMark],
    window: undefined,
    includeDeleted: flow.includeDeleted,
    api,
  };
  const extraction = await source.extract(extract, spool, signal);
  const pages: Page[] = [];
  for await (const page of extraction.pages) pages.push(page);
  assertKeys(rowsOf(pages), extraction.totalRows(), flow);
  return pages;
}

function rowsOf(pages: readonly Page[]): number {
  return pages.reduce((sum, page) => sum + page.rows, 0);
}

/** A key that is missing here would make its row vanish. */
function assertKeys(arrived: number, counted: number, { object }: Flow): void {
  if (arrived === counted) return;
  throw new PlatformError(
    "count_mismatch",
    `the server counted ${counted} keys of ${object} and ${arrived} arrived`,
    "nothing was changed; reconcile again",
  );
}

/** A user who lost the right to see the rows sees none: that is no deletion. */
function assertSomeLeft({ keys, rows }: { keys: number; rows: number }, { object }: Flow): void {
  if (keys > 0 || rows === 0) return;
  throw new PlatformError(
    "source_refused",
    `the server shows no ${object} at all, and the lake holds ${rows}`,
    "check what the integration user may see; if they are really gone, run the flow with --full",
  );
}

interface ReadKeys {
  readonly opening: RunOpening;
  readonly rowFields: RowFields;
  readonly pages: readonly Page[];
  readonly spool: string;
}

async function recordVanished(
  { ports, environment }: ReconcileContext,
  flow: Flow,
  { opening, rowFields, pages, spool }: ReadKeys,
): Promise<Reconciliation> {
  const current = await currentRelation(ports, flow);
  if (!current) throw new Error(`${flow.name} is no longer registered`);
  const file = join(spool, "vanished.parquet");
  const { key, deletedMark } = rowFields;
  const seenAt = opening.startedAt;
  const keys = { pages, key, deletedMark, seenAt };
  const written = await ports.lakeWriter.writeVanished(current, keys, file);
  assertKeys(written.keys, rowsOf(pages), flow);
  assertSomeLeft(written, flow);
  const uri = `${opening.target}vanished.parquet`;
  const files = written.rows > 0 ? [{ uri, rows: written.rows, bytes: written.bytes }] : [];
  if (written.rows > 0) await ports.blobs.publish([{ file, uri }]);
  const ending = {
    endedAt: seenAt,
    rows: written.rows,
    rowsRead: rowsOf(pages),
    bytesRead: pages.reduce((sum, page) => sum + page.bytes, 0),
  };
  await ports.ledger.succeedRun(opening.executionId, {
    ...ending,
    files,
    fields: vanishedFields(current),
    drift: [],
    bookmark: undefined,
    event: runEvent(environment, flow, { ...opening, ...ending }),
  });
  return { flow: flow.name, vanished: written.rows };
}

/** Fields of a vanished row: its key, that it is deleted, and when that was seen. */
function vanishedFields({ latest }: LakeRelation) {
  if (!latest?.deleted) throw new Error("a relation without a deleted mark has no vanished rows");
  const field = (name: string, type: string) => ({ name, label: name, type, calculated: false });
  return [
    field(latest.key, "id"),
    field(latest.deleted, "boolean"),
    ...(latest.order !== latest.key ? [field(latest.order, "datetime")] : []),
  ];
}
