/**
 * Reads `current` of a loaded lake with days that wait to be merged, and of the same lake merged; then merges one day at a
 * time. Argument: JSON of platformFolder, waiting and merged (state folders with the same full load), days, share, rounds,
 * merges. Prints the milliseconds of each sample.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { queryLake, registerPorts, registerRun } from "@lakewright/engine";
import { mergeCurrent } from "../../packages/engine/src/use-cases/merge-current.ts";
import { type BenchPlatform, openBenchPlatform } from "./open-bench-platform.ts";
import { recordRun } from "./record-run.ts";

const settings = JSON.parse(process.argv[2] ?? "{}");
const { platformFolder, waiting, merged, days, share, rounds, merges } = settings;
const dayMs = 86_400_000;
const nothing = () => undefined;

const engine = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await engine.connect();
const lakes = {
  waiting: await openBenchPlatform(platformFolder, waiting),
  merged: await openBenchPlatform(platformFolder, merged),
};
const base = await fullLoad(lakes.waiting);
for (let day = 1; day <= days; day++)
  for (const lake of Object.values(lakes)) await addDay(lake, day);
await merge(lakes.merged);

const queries = queriesOf(lakes.waiting);
const samples = Object.fromEntries(
  Object.keys(queries).map((name) => [name, { waiting: [] as number[], merged: [] as number[] }]),
);
for (let round = -1; round < rounds; round++)
  for (const [name, sql] of Object.entries(queries)) {
    const inWaiting = await asked(lakes.waiting, sql);
    const inMerged = await asked(lakes.merged, sql);
    if (inWaiting.rows !== inMerged.rows)
      throw new Error(`${name} differs: ${inWaiting.rows} and ${inMerged.rows}`);
    if (round < 0) continue;
    samples[name]?.waiting.push(inWaiting.ms);
    samples[name]?.merged.push(inMerged.ms);
  }
const mergeMs: number[] = [];
for (let i = 1; i <= merges; i++) {
  await addDay(lakes.merged, days + i);
  mergeMs.push(await merge(lakes.merged));
}
for (const { local } of Object.values(lakes)) await local.close();
console.log(JSON.stringify({ rows: base.rows, columns: base.fields.length, samples, mergeMs }));

async function fullLoad({ flow, local: { ports } }: BenchPlatform) {
  const [run] = await ports.ledger.runs({ flow: flow.name, status: "succeeded", limit: 1 });
  if (run?.kind !== "full") throw new Error("the state folder holds no full load");
  const fields = (await ports.ledger.fieldsOfRun(run.executionId)) ?? [];
  const files = await ports.ledger.files(flow.name, { executionId: run.executionId });
  const paths = await Promise.all(files.map(({ uri }) => ports.blobs.localPath(uri)));
  return { rows: run.rows, startedAt: run.startedAt, fields, paths };
}

/** A day's delta: `share` of the base's rows, a tenth of them new, the rest changed, spread over the whole base. */
async function addDay(lake: BenchPlatform, day: number) {
  const file = `${waiting}-day-${day}.parquet`;
  const rows = Math.round(base.rows * share);
  const startedAt = new Date(base.startedAt.getTime() + day * dayMs);
  const stamp = new Date(startedAt.getTime() - dayMs / 2).toISOString();
  const files = base.paths.map((path) => `'${path}'`).join(", ");
  await connection.run(
    `COPY (SELECT * REPLACE (
       CASE WHEN row_number() OVER () % 10 = 0 THEN left(Id, 3) || 'NEW' || lpad('${day}', 3, '0') || right(Id, 9) ELSE Id END AS Id,
       'changed on day ${day}' AS Name, TIMESTAMPTZ '${stamp}' AS SystemModstamp)
     FROM (SELECT * FROM read_parquet([${files}]) ORDER BY hash(Id, ${day}) LIMIT ${rows}))
     TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  const run = { startedAt, kind: "increment", file, rows, fields: base.fields } as const;
  const event = await recordRun(lake, run);
  await registerRun(registerPorts(lake.local.ports), [lake.flow], event);
  await lake.local.ports.events.settle(event.id);
}

async function merge({ environment, flow, local: { ports } }: BenchPlatform): Promise<number> {
  const began = performance.now();
  const done = await mergeCurrent(ports, environment, flow, nothing, true);
  if (!done) throw new Error("nothing was merged");
  return performance.now() - began;
}

function queriesOf({ flow }: BenchPlatform): Record<string, string> {
  const table = `${flow.database}_current.${flow.table}`;
  const every = base.fields.map(({ name }) => `max("${name.toLowerCase()}")`).join(", ");
  return {
    "aggregate of 2 columns": `SELECT industry, sum(annualrevenue) FROM ${table} GROUP BY industry ORDER BY 1`,
    "scan of all columns": `SELECT ${every} FROM ${table}`,
    "lookup of one row": `SELECT * FROM ${table} WHERE id = '${settings.lookupId}'`,
  };
}

async function asked({ flow, local }: BenchPlatform, sql: string) {
  const began = performance.now();
  const { rows } = await queryLake(local.ports, [flow], sql, new AbortController().signal);
  return { ms: performance.now() - began, rows: JSON.stringify(rounded(rows)) };
}

/** Sums of doubles depend on the order of the rows. */
function rounded(rows: readonly (readonly unknown[])[]) {
  return rows.map((row) =>
    row.map((value) => (typeof value === "number" ? value.toPrecision(9) : value)),
  );
}
