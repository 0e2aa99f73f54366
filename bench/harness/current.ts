/**
 * Reads `current` of a loaded lake with days that wait to be merged, and of the same lake merged; then merges one day at a
 * time. Argument: JSON of platformFolder, waiting and merged (state folders with the same full load), days, share, rounds,
 * merges. Prints the milliseconds of each sample.
 */
import { currentSchema } from "@lakewright/config/schema-names";
import { queryLake } from "@lakewright/engine";
import { mergeCurrent } from "../../packages/engine/src/flows/use-cases/merge-current.ts";
import { addDay, fullLoadOf } from "./add-day.ts";
import { type BenchPlatform, openBenchPlatform } from "./open-bench-platform.ts";

const settings = JSON.parse(process.argv[2] ?? "{}");
const { platformFolder, waiting, merged, days, share, rounds, merges } = settings;
const nothing = () => undefined;

const deltaOf = (day: number) => ({ day, share, file: `${waiting}-day-${day}.parquet` });
const lakes = {
  waiting: await openBenchPlatform(platformFolder, waiting),
  merged: await openBenchPlatform(platformFolder, merged),
};
const base = await fullLoadOf(lakes.waiting);
for (let day = 1; day <= days; day++)
  for (const lake of Object.values(lakes)) await addDay(lake, base, deltaOf(day));
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
  await addDay(lakes.merged, base, deltaOf(days + i));
  mergeMs.push(await merge(lakes.merged));
}
for (const { local } of Object.values(lakes)) await local.close();
console.log(JSON.stringify({ rows: base.rows, columns: base.fields.length, samples, mergeMs }));

async function merge({ environment, flow, local: { ports } }: BenchPlatform): Promise<number> {
  const began = performance.now();
  const done = await mergeCurrent({ ports, environment, report: nothing }, flow, true);
  if (!done) throw new Error("nothing was merged");
  return performance.now() - began;
}

function queriesOf({ flow }: BenchPlatform): Record<string, string> {
  const table = `${currentSchema(flow.database)}.${flow.table}`;
  const every = base.fields.map(({ name }) => `max("${name.toLowerCase()}")`).join(", ");
  return {
    "aggregate of 2 columns": `SELECT industry, sum(annualrevenue) FROM ${table} GROUP BY industry ORDER BY 1`,
    "scan of all columns": `SELECT ${every} FROM ${table}`,
    "lookup of one row": `SELECT * FROM ${table} WHERE id = '${settings.lookupId}'`,
  };
}

async function asked({ flow, local }: BenchPlatform, sql: string) {
  const began = performance.now();
  const { rows } = await queryLake(
    local.ports,
    { flows: [flow], sql },
    new AbortController().signal,
  );
  return { ms: performance.now() - began, rows: JSON.stringify(rounded(rows)) };
}

/** Sums of doubles depend on the order of the rows. */
function rounded(rows: readonly (readonly unknown[])[]) {
  return rows.map((row) =>
    row.map((value) => (typeof value === "number" ? value.toPrecision(9) : value)),
  );
}
