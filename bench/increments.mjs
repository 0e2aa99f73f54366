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
const neighbours = 10;

/** Loads an object day by day for `rounds` days and compares the last increments with the first. */
export async function run({ say, rows = 2000, rounds: days = 365 }) {
  say(`${name}: ${days} days of an org of ${rows} accounts`);
  const folder = await temporaryFolder(name);
  const sandbox = await steadyOrgProcess(rows);
  try {
    const platform = await platformFolder(folder, ["Account"]);
    const harness = await bundleHarness("days");
    const settings = { platformFolder: platform, stateFolder: join(folder, "state"), days };
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

function reported(measured, { rows, days, peakRssMb }) {
  // Day 1 is the full load.
  const first = measured.slice(1, 1 + neighbours);
  const last = measured.slice(-neighbours);
  const of = (list, key) => summaryOf(list.map((day) => day[key]));
  const merges = measured.filter(({ mergeMs }) => mergeMs > 0);
  const line = (label, list) => [
    label,
    showSummary(of(list, "ms"), 1),
    showSummary(of(list, "rows"), 0),
  ];
  return {
    counted: [
      `An org of ${rows.toLocaleString("en")} accounts; each day it adds, changes and deletes rows, and loses as many old ones as it gained, so that every day's delta is of the same size. One process runs the flow each day (\`runPlatform\`): server's clock, describe, count, pages, Parquet, ledger, registration. Merges are a step of their own and shown apart. Twenty uncounted loads into another state folder come first, so that the first days are not slow for being first.`,
      `Day 2 means the median of days 2–${1 + neighbours}, day ${days} that of days ${days - neighbours + 1}–${days}.`,
    ],
    figures: [
      figure(`increment of day ${days}, of day 2`, of(last, "ms").median / of(first, "ms").median, {
        atMost: 1.1,
        show: times,
      }),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["days", "increment, ms", "rows"],
        rows: [
          line(`2–${1 + neighbours}`, first),
          line(`${Math.round(days / 2) - 4}–${Math.round(days / 2) + 5}`, middleOf(measured)),
          line(`${days - neighbours + 1}–${days}`, last),
        ],
      },
      {
        title: `Merges: ${merges.length} of ${days} days`,
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

function middleOf(measured) {
  const middle = Math.round(measured.length / 2);
  return measured.slice(middle - 5, middle + 5);
}
