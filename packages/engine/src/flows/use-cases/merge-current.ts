import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Flow } from "@lakewright/config";
import type { LakeRelation } from "../../query/index.ts";
import { currentRelation, readingFiles } from "../../query/index.ts";
import { type FieldDescription, fieldTypeOf } from "../../sources/index.ts";
import type { RunContext } from "./run-context.ts";

export interface Merge {
  readonly flow: string;
  readonly rows: number;
  readonly ms: number;
}

type MergeContext = Omit<
  RunContext<
    | "catalog"
    | "ledger"
    | "blobs"
    | "lakeWriter"
    | "rowReader"
    | "clock"
    | "spoolFolder"
    | "newExecutionId"
  >,
  "signal"
>;
type MergePorts = MergeContext["ports"];

/** Runs after the base that reading may have to overlay before it is worth rewriting the base. */
const maxRunsSince = 7;
/** Overlaid rows, as a part of the base, beyond which reading slows more than merging costs. */
const maxShareSince = 0.05;

/**
 * Rewrites `current` of a flow as one merged file when enough has changed since the last time. A step of its own, never part of an
 * increment. The snapshot before stays for those who are reading it; older ones go. Of two processes that merge a flow at
 * once, the first to end wins and the other gives up: undefined.
 */
export async function mergeCurrent(
  { ports, environment, report }: MergeContext,
  flow: Flow,
  force = false,
): Promise<Merge | undefined> {
  // Before the files are listed: a run that ends meanwhile may be merged and overlaid again, but is never missed.
  const [newest] = await ports.ledger.runs({ flow: flow.name, status: "succeeded", limit: 1 });
  const before = await ports.ledger.snapshot(flow.name);
  const relation = flow.incremental ? await currentRelation(ports, flow) : undefined;
  if (!newest || !relation?.latest || !(force || (await isWorthMerging(ports, flow))))
    return undefined;
  report({ flow: flow.name, phase: "merge", rows: 0, bytes: 0, expectedRows: undefined });
  const began = ports.clock.now().getTime();
  const folder = `s3://${environment.buckets.curated}/current/${flow.database}/${flow.table}/`;
  const uri = `${folder}${ports.newExecutionId()}.parquet`;
  const written = await writeMerged(ports, relation, uri);
  const saved = await ports.ledger.saveSnapshot(
    {
      flow: flow.name,
      uri,
      rows: written.rows,
      sequence: newest.sequence,
      mergedAt: ports.clock.now(),
    },
    mergedFields(relation),
    before?.uri,
  );
  if (saved === "conflict") {
    await ports.blobs.removeObject(uri);
    return undefined;
  }
  await removeOlder(ports, folder, { published: uri, before: before?.uri });
  report({
    flow: flow.name,
    phase: "merge",
    rows: written.rows,
    bytes: written.bytes,
    expectedRows: written.rows,
  });
  return { flow: flow.name, rows: written.rows, ms: ports.clock.now().getTime() - began };
}

async function isWorthMerging(ports: MergePorts, flow: Flow): Promise<boolean> {
  const [full] = await ports.ledger.runs({
    flow: flow.name,
    kind: "full",
    status: "succeeded",
    limit: 1,
  });
  const snapshot = await ports.ledger.snapshot(flow.name);
  const merged = snapshot && snapshot.sequence >= (full?.sequence ?? 0) ? snapshot : undefined;
  const base = merged ?? full;
  const since = await ports.ledger.files(flow.name, { afterSequence: base?.sequence ?? 0 });
  if (since.length === 0) return false;
  const runs = new Set(since.map(({ executionId }) => executionId)).size;
  const rows = since.reduce((sum, file) => sum + file.rows, 0);
  return runs >= maxRunsSince || rows > maxShareSince * (base?.rows ?? 0);
}

/** Removes only files older than the published one: another process may be about to publish a newer one. */
async function removeOlder(
  { blobs }: MergePorts,
  folder: string,
  { published, before }: { published: string; before: string | undefined },
): Promise<void> {
  for (const { uri } of await blobs.list(folder))
    if (uri < published && uri !== before) await blobs.removeObject(uri);
}

async function writeMerged(ports: MergePorts, relation: LakeRelation, uri: string) {
  const spool = join(ports.spoolFolder, ports.newExecutionId());
  await mkdir(spool, { recursive: true, mode: 0o700 });
  try {
    const file = join(spool, "merged.parquet");
    const written = await readingFiles(ports, [relation], {
      read: () => ports.lakeWriter.writeMerged(relation, file),
    });
    await ports.blobs.publish([{ file, uri }]);
    return written;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

/** The merged file holds the relation's own columns, the load date included. */
function mergedFields(relation: LakeRelation): readonly FieldDescription[] {
  return relation.columns.map(({ name, type }) => ({
    name,
    label: name,
    type: fieldTypeOf(type),
    calculated: false,
  }));
}
