/**
 * Registers day after day, and asks for one day, in a lake of few and in a lake of many partitions by turns. Argument: JSON of
 * platformFolder, folder, few, many, samples. Prints the milliseconds of each sample.
 */
import { mkdir } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { externalSchema } from "@lakewright/config/schema-names";
import { queryLake, registerPorts, registerRun } from "@lakewright/engine";
import { type BenchPlatform, below, openBenchPlatform } from "./open-bench-platform.ts";
import { recordRun } from "./record-run.ts";

const { platformFolder, folder, few, many, samples } = JSON.parse(process.argv[2] ?? "{}");
const rows = 500;
const fields = ["Id", "Name", "Industry", "AnnualRevenue"].map((name) => ({
  name,
  label: name,
  type: name === "AnnualRevenue" ? "double" : "string",
  calculated: false,
}));
const dayMs = 86_400_000;
const firstDay = Date.UTC(1995, 0, 1, 6);
const dayAt = (index: number) => new Date(firstDay + index * dayMs);

await mkdir(folder, { recursive: true });
const file = below(folder, "day.parquet");
await writeDay();
const small = await openBenchPlatform(platformFolder, below(folder, "few"));
const large = await openBenchPlatform(platformFolder, below(folder, "many"));
// The large lake first: what follows finds the program warm for both.
await fill(large, 0, many - samples);
await fill(small, 0, few);
const register = { few: [] as number[], many: [] as number[] };
for (let i = 0; i < samples; i++) {
  register.many.push(await registered(large, many - samples + i));
  register.few.push(await registered(small, few + i));
}
// Back to exactly `few`: a lake of its own, so that reading is compared at the sizes that are named.
const tiny = await openBenchPlatform(platformFolder, below(folder, "tiny"));
await fill(tiny, 0, few);
const read = { few: [] as number[], many: [] as number[] };
for (let i = -5; i < samples; i++) {
  const inFew = await asked(tiny, Math.floor(few / 2), few);
  const inMany = await asked(large, Math.floor((many * (i + 6)) / (samples + 7)), many);
  if (i < 0) continue;
  read.few.push(inFew);
  read.many.push(inMany);
}
for (const { local } of [small, large, tiny]) await local.close();
console.log(JSON.stringify({ register, read }));

async function writeDay() {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT 'id' || i AS Id, 'name ' || i AS Name, 'Health' AS Industry,
    i * 1.5::DOUBLE AS AnnualRevenue FROM range(${rows}) t(i)) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  instance.closeSync();
}

async function fill(platform: BenchPlatform, from: number, to: number) {
  for (let index = from; index < to; index++) await registered(platform, index);
}

/** Milliseconds of the registration of a day's run; ending the run itself is not counted. */
async function registered(platform: BenchPlatform, index: number): Promise<number> {
  const run = { startedAt: dayAt(index), kind: "increment", file, rows, fields } as const;
  const event = await recordRun(platform, run);
  const { ports } = platform.local;
  const began = performance.now();
  const { partition } = await registerRun(registerPorts(ports), [platform.flow], event);
  const ms = performance.now() - began;
  if (partition !== "created") throw new Error(`partition ${index} is ${partition}`);
  await ports.events.settle(event.id);
  return ms;
}

/** Milliseconds of a query over one day. */
async function asked({ flow, local }: BenchPlatform, index: number, partitions: number) {
  const day = dayAt(index).toISOString().slice(0, 10).replaceAll("-", "");
  const sql = `SELECT count(*)::INTEGER AS n, sum(annualrevenue) AS total
    FROM ${externalSchema(flow.database)}.${flow.table} WHERE ${flow.partitionColumn} = '${day}'`;
  const began = performance.now();
  const { rows: found } = await queryLake(
    local.ports,
    { flows: [flow], sql },
    new AbortController().signal,
  );
  const ms = performance.now() - began;
  if (found[0]?.[0] !== rows) throw new Error(`${found[0]?.[0]} rows on ${day} of ${partitions}`);
  return ms;
}
