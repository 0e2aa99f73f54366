/**
 * Lets days pass in a running org and loads each one into a lake. For the last `samples` days a second lake, which made its
 * full load the day before them, loads the same changes beside it. Argument: JSON of platformFolder, stateFolder, days,
 * samples. Prints for each load its rows, the milliseconds of the run without its merge, and those of the merge.
 */
import { runPlatform } from "@lakewright/engine";
import { type BenchPlatform, openBenchPlatform } from "./open-bench-platform.ts";

const { platformFolder, stateFolder, days, samples } = JSON.parse(process.argv[2] ?? "{}");
const old = await openBenchPlatform(platformFolder, stateFolder);
const young = await openBenchPlatform(platformFolder, `${stateFolder}-young`);
const year = [];
const pairs = [];
for (let day = 1; day <= days; day++) {
  if (day > 1) await nextDay();
  if (day <= days - samples) year.push({ day, ...(await loaded(old)) });
  if (day === days - samples) await loaded(young);
  if (day > days - samples) pairs.push(await pair(day));
}
await old.local.close();
await young.local.close();
console.log(JSON.stringify({ year, pairs }));

/** The same day's changes by both lakes, by turns first. */
async function pair(day: number) {
  if (day % 2 === 0) return { old: await loaded(old), young: await loaded(young) };
  const first = await loaded(young);
  return { old: await loaded(old), young: first };
}

async function loaded({ environment, flow, local }: BenchPlatform) {
  const request = { names: [flow.name] };
  const context = {
    ports: local.ports,
    environment,
    signal: new AbortController().signal,
    report: () => undefined,
  };
  const began = performance.now();
  const done = await runPlatform(context, request);
  const whole = performance.now() - began;
  const [failure] = done.failures;
  if (failure) throw failure.error;
  const mergeMs = done.merges.reduce((sum, { ms }) => sum + ms, 0);
  const [run] = done.runs;
  return { rows: run?.rows, kind: run?.kind, ms: whole - mergeMs, mergeMs };
}

async function nextDay() {
  const reply = await fetch(process.env.BENCH_DAY_URL ?? "", { method: "POST" });
  if (!reply.ok) throw new Error(`the sandbox answered ${reply.status}`);
  await reply.body?.cancel();
}
