import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment, Flow } from "@lakewright/config";
import { newExecutionId } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import { currentRelation } from "../../query/index.ts";
import { type FieldDescription, fieldTypeOf } from "../../sources/index.ts";
import type { ReportProgress } from "../domain/progress.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";

export interface Merge {
  readonly flow: string;
  readonly rows: number;
  readonly ms: number;
}

type MergePorts = Pick<
  FlowPorts,
  "catalog" | "ledger" | "blobs" | "lakeWriter" | "clock" | "spoolFolder"
>;

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
  ports: MergePorts,
  environment: Environment,
  flow: Flow,
  report: ReportProgress,
  force = false,
): Promise<Merge | undefined> {
  // Before the files are listed: a run that ends meanwhile is merged too early, and laid over again, but never missed.
  const [newest] = await ports.ledger.runs({ flow: flow.name, status: "succeeded", limit: 1 });
  const before = await ports.ledger.snapshot(flow.name);
  const relation = flow.incremental ? await currentRelation(ports, flow) : undefined;
  if (!newest || !relation?.latest || !(force || (await isWorthMerging(ports, flow))))
    return undefined;
  report({ flow: flow.name, phase: "merge", rows: 0, bytes: 0, expectedRows: undefined });
  const began = ports.clock.now().getTime();
  const folder = `s3://${environment.buckets.curated}/current/${flow.database}/${flow.table}/`;
  const uri = `${folder}${newExecutionId()}.parquet`;
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
  await removeOlder(ports, folder, uri, before?.uri);
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

/** Only what is older than the published file: another process may be about to publish a newer one. */
async function removeOlder(
  { blobs }: MergePorts,
  folder: string,
  published: string,
  before: string | undefined,
): Promise<void> {
  for (const { uri } of await blobs.list(folder))
    if (uri < published && uri !== before) await blobs.removeObject(uri);
}

async function writeMerged(ports: MergePorts, relation: LakeRelation, uri: string) {
  const spool = join(ports.spoolFolder, newExecutionId());
  await mkdir(spool, { recursive: true, mode: 0o700 });
  try {
    const file = join(spool, "merged.parquet");
    const written = await ports.lakeWriter.writeMerged(relation, file);
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
