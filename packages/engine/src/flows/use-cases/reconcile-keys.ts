import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment, Flow } from "@lakewright/config";
import type { RunOpening } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import { currentRelation } from "../../query/index.ts";
import type { Page, Source, SourceApi } from "../../sources/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { abandonRun } from "./abandon-run.ts";
import { withRestFallback } from "./rest-fallback.ts";
import { runEvent, runOpening } from "./run-opening.ts";

export interface Reconciliation {
  readonly flow: string;
  /** Rows that the lake held and the source no longer has. */
  readonly vanished: number;
}

type ReconcilePorts = Pick<
  FlowPorts,
  "openSource" | "blobs" | "catalog" | "ledger" | "lakeWriter" | "clock" | "spoolFolder"
>;

/**
 * Finds rows that vanished at the source without a trace (hard deletes, purged bins, merges) by reading every key, and records each as
 * a deleted row. AppFlow cannot do this: on AWS it takes a `Complete` flow of the Id field beside the flow.
 * Undefined for full flows, which need none, and for objects without a key or with nothing loaded.
 */
export async function reconcileKeys(
  ports: ReconcilePorts,
  environment: Environment,
  flow: Flow,
  signal: AbortSignal,
): Promise<Reconciliation | undefined> {
  if (!flow.incremental || !(await currentRelation(ports, flow))?.latest?.deleted) return undefined;
  const source = ports.openSource(flow);
  return withRestFallback(flow, flow.api === "rest" ? "rest" : "bulk", async (api) =>
    compareKeys(ports, environment, flow, { source, api, startedAt: await source.now() }, signal),
  );
}

interface Reading {
  readonly source: Source;
  readonly api: SourceApi;
  readonly startedAt: Date;
}

async function compareKeys(
  ports: ReconcilePorts,
  environment: Environment,
  flow: Flow,
  reading: Reading,
  signal: AbortSignal,
): Promise<Reconciliation> {
  const opening = runOpening(environment, flow, {
    ...reading,
    kind: "reconcile",
    window: undefined,
  });
  const spool = join(ports.spoolFolder, opening.executionId);
  await ports.ledger.openRun(opening);
  try {
    await mkdir(spool, { recursive: true, mode: 0o700 });
    const pages = await allKeys(reading, flow, spool, signal);
    return await recordVanished(ports, environment, flow, { opening, pages, spool });
  } catch (error) {
    await abandonRun(ports, opening, error, opening.startedAt);
    throw error;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

/** Every key, with the deleted mark: only a query that returns deleted rows returns archived ones, which are still there. */
async function allKeys(
  { source, api }: Reading,
  flow: Flow,
  spool: string,
  signal: AbortSignal,
): Promise<readonly Page[]> {
  const extract = {
    object: flow.object,
    fields: ["Id", "IsDeleted"],
    window: undefined,
    includeDeleted: flow.includeDeleted,
    api,
  };
  const extraction = await source.extract(extract, spool, signal);
  const pages: Page[] = [];
  for await (const page of extraction.pages) pages.push(page);
  assertKeys(
    pages.reduce((sum, page) => sum + page.rows, 0),
    extraction.totalRows(),
    flow,
  );
  return pages;
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

interface Found {
  readonly opening: RunOpening;
  readonly pages: readonly Page[];
  readonly spool: string;
}

async function recordVanished(
  ports: ReconcilePorts,
  environment: Environment,
  flow: Flow,
  { opening, pages, spool }: Found,
): Promise<Reconciliation> {
  const current = await currentRelation(ports, flow);
  if (!current) throw new Error(`${flow.name} is no longer registered`);
  const file = join(spool, "vanished.parquet");
  const written = await ports.lakeWriter.writeVanished(current, pages, opening.startedAt, file);
  assertKeys(
    written.keys,
    pages.reduce((sum, page) => sum + page.rows, 0),
    flow,
  );
  assertSomeLeft(written, flow);
  const uri = `${opening.target}vanished.parquet`;
  const files = written.rows > 0 ? [{ uri, rows: written.rows, bytes: written.bytes }] : [];
  if (written.rows > 0) await ports.blobs.publish([{ file, uri }]);
  const ending = {
    endedAt: opening.startedAt,
    rows: written.rows,
    bytesRead: pages.reduce((sum, page) => sum + page.bytes, 0),
  };
  await ports.ledger.succeedRun(opening.executionId, {
    ...ending,
    files,
    fields: vanishedFields(current),
    drift: [],
    bookmark: undefined,
    event: runEvent(environment, flow, opening, ending),
  });
  return { flow: flow.name, vanished: written.rows };
}

/** What a vanished row is known by: its key, that it is deleted, and when that was seen. */
function vanishedFields({ latest }: LakeRelation) {
  const field = (name: string, type: string) => ({ name, label: name, type, calculated: false });
  return [
    field(latest?.key ?? "id", "id"),
    field(latest?.deleted ?? "isdeleted", "boolean"),
    ...(latest && latest.order !== latest.key ? [field(latest.order, "datetime")] : []),
  ];
}
