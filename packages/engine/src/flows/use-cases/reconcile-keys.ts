import { join } from "node:path";
import type { Flow } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import { currentRelation, readingFiles } from "../../query/index.ts";
import type { SourceKeys, StaleRows } from "../ports/lake-writer.ts";
import { withApiFallback } from "./api-fallback.ts";
import { type ComparingRun, comparingRun, publishDiffering } from "./comparing-run.ts";
import { describeFlow } from "./describe-flow.ts";
import type { LoadContext } from "./load-extract.ts";
import { allKeys, assertKeys, type KeyRead, rowsOf, sourceKeys } from "./read-keys.ts";
import { maxRereadKeys, rereadRows } from "./reread-rows.ts";

export interface Reconciliation {
  readonly flow: string;
  /** Rows that the lake held and the source no longer has. */
  readonly vanished: number;
  /** Rows that the source has and the lake did not hold; they were read again. */
  readonly missing: number;
  /** Rows that the lake held with another stamp than the source; they were read again. */
  readonly older: number;
}

/**
 * Compares key and stamp of every row with the source, both ways. A row that vanished there without a trace (hard deletes, purged bins,
 * merges) is recorded as deleted; one that is missing or older here (it committed later than an overlap reaches back) is read again.
 * AppFlow cannot do this: on AWS it takes a `Complete` flow of the key beside the flow.
 * Undefined for full flows, which need none, and for objects without a key or with nothing loaded.
 */
export async function reconcileKeys(
  context: LoadContext,
  flow: Flow,
): Promise<Reconciliation | undefined> {
  const { ports } = context;
  if (!flow.incremental || !(await currentRelation(ports, flow))?.latest?.deleted) return undefined;
  const described = await describeFlow(ports, flow);
  const { source } = described;
  const rowFields = await source.rowFields(flow.object);
  const choice = { preferredApi: flow.api, api: source.chooseApi(flow.api, undefined) };
  const { vanished, stale } = await withApiFallback(source, choice, async (api) =>
    compareKeys(context, flow, { described, rowFields, api, startedAt: await source.now() }),
  );
  const { missing, older } = stale;
  if (missing + older > 0) await rereadRows(context, flow, { described, stale });
  return { flow: flow.name, vanished, missing, older };
}

interface Comparison {
  readonly vanished: number;
  readonly stale: StaleRows;
}

function compareKeys(context: LoadContext, flow: Flow, read: KeyRead): Promise<Comparison> {
  const { ports, signal } = context;
  const { api, startedAt } = read;
  return comparingRun(context, flow, {
    beginning: { api, startedAt, kind: "reconcile", window: undefined },
    work: async (run) => {
      const pages = await allKeys(read, flow, { spool: run.spool, signal });
      const current = await currentRelation(ports, flow);
      if (!current) throw new Error(`${flow.name} is no longer registered`);
      const keys = sourceKeys(read, flow, pages);
      const stale = await staleRows(context, flow, { current, keys });
      const vanished = await recordVanished(context, flow, { ...run, current, keys });
      return { vanished, stale };
    },
  });
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

interface ComparedKeys {
  readonly current: LakeRelation;
  readonly keys: SourceKeys;
}

/** A flow whose first load is still to come misses everything: that load brings it. */
async function staleRows(
  { ports }: LoadContext,
  flow: Flow,
  { current, keys }: ComparedKeys,
): Promise<StaleRows> {
  if (!(await ports.ledger.bookmark(flow.name))) return { missing: 0, older: 0, keys: [] };
  return readingFiles(ports, [current], {
    read: () => ports.lakeWriter.findStale(current, keys, maxRereadKeys),
  });
}

async function recordVanished(
  context: LoadContext,
  flow: Flow,
  { opening, current, keys, spool }: ComparedKeys & ComparingRun,
): Promise<number> {
  const file = join(spool, "vanished.parquet");
  const { ports } = context;
  const written = await readingFiles(ports, [current], {
    read: () => ports.lakeWriter.writeVanished(current, keys, file),
  });
  assertKeys(written.keys, rowsOf(keys.pages), flow);
  assertSomeLeft(written, flow);
  await publishDiffering(context, flow, {
    opening,
    pages: keys.pages,
    written,
    rowsRead: written.keys,
    fields: vanishedFields(current),
    drift: [],
  });
  return written.rows;
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
