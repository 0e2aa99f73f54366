import { join } from "node:path";
import { figure, times } from "./measure/figure.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { bundleHarness } from "./setup/bundle-harness.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { steadyOrgProcess } from "./setup/sandbox-process.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "increments";
export const title = "A year of daily increments";
const samples = 20;

/** Loads an object day by day for `rounds` days and compares the last increments with those of a young lake. */
export async function run({ say, rows = 2000, rounds: days = 365 }) {
  say(`${name}: ${days} days of an org of ${rows} accounts`);
  const folder = await temporaryFolder(name);
  const sandbox = await steadyOrgProcess(rows);
  try {
    const platform = await platformFolder(folder, ["Account"]);
    const harness = await bundleHarness("days");
    const settings = {
      platformFolder: platform,
      stateFolder: join(folder, "state"),
      days,
      samples,
    };
    const options = { env: sandbox.env };
    const child = await watchedChild(
      process.execPath,
      [harness, JSON.stringify(settings)],
      options,
    );
    return reported(JSON.parse(child.stdout), { rows, days, peakRssMb: child.peakRssMb });
  } finally {
    await sandbox.close();
    dropFolder(folder);
  }
}

function reported({ year, pairs }, { rows, days, peakRssMb }) {
  const of = (list, key) => summaryOf(list.map((load) => load[key]));
  const [old, young] = [pairs.map((pair) => pair.old), pairs.map((pair) => pair.young)];
  const merges = [...year, ...old].filter(({ mergeMs }) => mergeMs > 0);
  const line = (label, list) => [
    label,
    showSummary(of(list, "ms"), 1),
    showSummary(of(list, "rows"), 0),
  ];
  const ratio = of(old, "ms").median / of(young, "ms").median;
  const last = `${days - samples + 1}–${days}`;
  return {
    counted: [
      `An org of ${rows.toLocaleString("en")} accounts; each day it adds, changes and deletes rows, and loses as many old ones as it gained, so that every day's delta is of the same size. One process runs the flow each day (\`runPlatform\`): server's clock, describe, count, pages, Parquet, ledger, registration. Merges are a step of their own and shown apart.`,
      `On days ${last} a second, young lake, which made its full load on the day before, loads the same changes in the same process, by turns first: its increments 2 to ${samples + 1} against increments ${last} of the old lake.`,
    ],
    figures: [
      figure(`increment of day ${days}, of day 2 (same changes)`, ratio, {
        atMost: 1.1,
        show: times,
      }),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["load", "increment, ms", "rows"],
        rows: [
          line(`young lake, days 2–${samples + 1}`, young),
          line(`old lake, days ${last}`, old),
          line(`old lake, days 2–${samples + 1}, a while earlier`, year.slice(1, samples + 1)),
        ],
      },
      {
        title: `Merges of the old lake: ${merges.length} in ${days} days`,
        columns: ["which", "ms"],
        rows: [
          ["first ten", showSummary(of(merges.slice(0, 10), "mergeMs"), 0)],
          ["last ten", showSummary(of(merges.slice(-10), "mergeMs"), 0)],
        ],
      },
    ],
    notes: [`Peak RSS of the process after ${days} days: ${peakRssMb.toFixed(0)} MB.`],
  };
}
