import { figure, seconds } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { lakewrightBin } from "./setup/root.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "validate";
export const title = "Checking a folder of 1,000 flows";

/** Runs `lakewright validate` on a generated folder, beside `lakewright --version` and an empty Node program. */
export async function run({ say, rows: flows = 1000, rounds = 11 }) {
  const folder = await temporaryFolder(name);
  const objects = Array.from(
    { length: flows },
    (_, i) => `Object_${String(i).padStart(4, "0")}__c`,
  );
  const platform = await platformFolder(folder, objects);
  const node = (...args) => watchedChild(process.execPath, args);
  const contenders = {
    validate: () => node(lakewrightBin, "validate", "--platform", platform),
    version: () => node(lakewrightBin, "--version"),
    node: () => node("-e", ""),
  };
  await contenders.validate();
  const results = await pairedRounds(rounds, contenders, say);
  dropFolder(folder);
  const of = (who, key) => summaryOf(results[who].map((result) => result[key]));
  const line = (label, who) => [
    label,
    showSummary(of(who, "ms"), 0),
    showSummary(of(who, "peakRssMb"), 0),
  ];
  const count = flows.toLocaleString("en");
  return {
    counted: [
      `One class with ${count} objects over one connection, each its own entry, in two environments (local and dev). Whole process, from start to exit; it must find the folder valid.`,
    ],
    figures: [
      figure(`lakewright validate, ${count} flows`, of("validate", "ms").median, {
        atMost: 1000,
        show: seconds,
      }),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["program", "ms", "peak RSS, MB"],
        rows: [
          line(`lakewright validate, ${count} flows`, "validate"),
          line("lakewright --version", "version"),
          line("node -e ''", "node"),
        ],
      },
    ],
  };
}
