import { cp } from "node:fs/promises";
import { join } from "node:path";
import { lakewrightRun } from "./measure/contenders.mjs";
import { figure, seconds, times } from "./measure/figure.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { bundleHarness } from "./setup/bundle-harness.mjs";
import { ask, parquetFilesOf } from "./setup/parquet-rows.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { sandboxProcess } from "./setup/sandbox-process.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "read";
export const title = "Reading `current`: days since the last merge, and the merge itself";
const [days, share] = [7, 0.01];

/** Loads `rows` accounts, adds seven days of 1 % each, and compares reading them unmerged with reading them merged. */
export async function run({ say, rows = 1_000_000, rounds = 7 }) {
  const folder = await temporaryFolder(name);
  const settings = await loadedTwice(folder, rows, say);
  const harness = await bundleHarness("current");
  const more = { days, share, rounds, merges: Math.max(rounds, 5) };
  const child = await watchedChild(process.execPath, [
    harness,
    JSON.stringify({ ...settings, ...more }),
  ]);
  const { columns, samples, mergeMs } = JSON.parse(child.stdout);
  dropFolder(folder);
  const merge = summaryOf(mergeMs);
  const compared = Object.entries(samples).map(([query, { waiting, merged }]) => ({
    query,
    waiting: summaryOf(waiting),
    merged: summaryOf(merged),
  }));
  const count = rows.toLocaleString("en");
  return {
    counted: [
      `A base of ${count} rows × ${columns} columns, loaded by \`lakewright run\` from the sandbox; then ${days} days of ${share * 100} % of the rows each (a tenth new, the rest changed, spread over the whole base), recorded and registered by the engine.`,
      "Each query from SQL text to rows inside one process (parse, catalog, a new locked DuckDB instance, execution), by turns over the lake with the days waiting and over the same lake merged. The answers are compared: equal.",
      `Merge: one more day of ${share * 100} % merged into the snapshot, wall time of the step.`,
    ],
    figures: [
      ...compared.map(({ query, waiting, merged }) =>
        figure(
          `current, ${days} days unmerged, of merged: ${query}`,
          waiting.median / merged.median,
          { atMost: 5, show: times },
        ),
      ),
      figure(`merge of a ${share * 100} % delta into ${count} rows`, merge.median, {
        atMost: 4000,
        show: seconds,
      }),
    ],
    tables: [
      {
        title: "Milliseconds, medians (least–most)",
        columns: ["query", `${days} days unmerged`, "merged"],
        rows: [
          ...compared.map(({ query, waiting, merged }) => [
            query,
            showSummary(waiting, 0),
            showSummary(merged, 0),
          ]),
          ["merge of one day", "–", showSummary(merge, 0)],
        ],
      },
    ],
    notes: [`Peak RSS of the process that did all of this: ${child.peakRssMb.toFixed(0)} MB.`],
  };
}

async function loadedTwice(folder, rows, say) {
  say(`${name}: loading ${rows} accounts`);
  const sandbox = await sandboxProcess({ accounts: rows });
  const [waiting, merged] = [join(folder, "waiting"), join(folder, "merged")];
  try {
    const platform = await platformFolder(folder, ["Account"], { api: "bulk" });
    await lakewrightRun({ platform, state: waiting, object: "Account", env: sandbox.env });
    await cp(waiting, merged, { recursive: true });
    const [file] = await parquetFilesOf(waiting);
    const [[lookupId]] = await ask(`SELECT Id FROM read_parquet('${file}') LIMIT 1`);
    return { platformFolder: platform, waiting, merged, lookupId };
  } finally {
    await sandbox.close();
  }
}
