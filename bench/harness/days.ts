/**
 * Lets days pass in a running org and loads each one. Argument: JSON of platformFolder, stateFolder, days. Prints for
 * each day its rows, the milliseconds of the run without its merge, and those of the merge.
 */
import { runPlatform } from "@lakewright/engine";
import { type BenchPlatform, openBenchPlatform } from "./open-bench-platform.ts";

const { platformFolder, stateFolder, days } = JSON.parse(process.argv[2] ?? "{}");
/** The first days must not look slow because the program is cold. */
const warmUps = 20;

const warm = await openBenchPlatform(platformFolder, `${stateFolder}-warm-up`);
for (let i = 0; i < warmUps; i++) await loaded(warm);
await warm.local.close();
const platform = await openBenchPlatform(platformFolder, stateFolder);
const measured = [];
for (let day = 1; day <= days; day++) {
  if (day > 1) await nextDay();
  measured.push({ day, ...(await loaded(platform)) });
}
await platform.local.close();
console.log(JSON.stringify(measured));

async function loaded({ environment, flow, local }: BenchPlatform) {
  const request = { names: [flow.name] };
  const never = new AbortController().signal;
  const began = performance.now();
  const done = await runPlatform(local.ports, environment, request, never, () => undefined);
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
