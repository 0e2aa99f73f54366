// Measures the product against its limits and its peers: `npm run bench [name…]`, `node bench/run.mjs ingest`. A name
// chooses the benches that start with it; `--list` names them. `--rows N`, `--rounds N` make a trial that is printed
// and not kept. Results go to bench/results/<name>.json, and bench/RESULTS.md is written from all of them.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benches } from "./benches.mjs";
import { machine, versions } from "./measure/machine.mjs";
import { printResult } from "./report/print-result.mjs";
import { keepResult, keptResults } from "./report/results-folder.mjs";
import { writeResultsPage } from "./report/results-page.mjs";
import { root } from "./setup/root.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: "boolean" },
    rows: { type: "string" },
    rounds: { type: "string" },
  },
});
const say = (line) => process.stderr.write(`${line}\n`);
const trial = Object.fromEntries(
  ["rows", "rounds"].flatMap((key) => (values[key] ? [[key, Number(values[key])]] : [])),
);
const isTrial = Object.keys(trial).length > 0;
const chosen = benches.filter(
  ({ name }) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
);
if (chosen.length === 0) {
  say(`no bench starts with ${positionals.join(" or ")}; there are ${names().join(", ")}`);
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

if (values.list) for (const name of names()) console.log(name);
else {
  execFileSync(process.execPath, [join(root, "scripts/build-cli.mjs")], { stdio: "inherit" });
  let failed = 0;
  for (const bench of chosen) failed += (await measured(bench)) ? 0 : 1;
  if (!isTrial) await writeResultsPage(join(root, "bench/RESULTS.md"), await keptResults(benches));
  process.exitCode = failed > 0 ? 1 : 0;
}

/** A bench that breaks keeps its last result and does not stop the others. */
async function measured({ name, title, run }) {
  const before = { machine: machine(), measuredAt: new Date().toISOString() };
  say(`\n== ${name}`);
  try {
    const { versions: more, ...result } = await run({ say, ...trial });
    const whole = { name, title, ...before, versions: versions(more), ...result };
    printResult(whole, console.log);
    if (!isTrial) await keepResult(whole);
    return true;
  } catch (error) {
    say(`${name} broke: ${error.stack ?? error}`);
    return false;
  }
}

function names() {
  return benches.map(({ name }) => name);
}
