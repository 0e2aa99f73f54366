import { join } from "node:path";
import { figure, times } from "./measure/figure.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { bundleHarness } from "./setup/bundle-harness.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "partitions";
export const title = "Ten thousand partitions: registering one more, reading one";
const few = 10;

/** Fills a lake with `rows` partitions, one a day, and compares it with a lake of ten. */
export async function run({ say, rows: many = 10_000, rounds: samples = 40 }) {
  const folder = await temporaryFolder(name);
  const platform = await platformFolder(folder, ["Account"]);
  say(`${name}: registering ${many} partitions`);
  const harness = await bundleHarness("partitions");
  const settings = { platformFolder: platform, folder: join(folder, "lakes"), few, many, samples };
  const child = await watchedChild(process.execPath, [harness, JSON.stringify(settings)]);
  const { register, read } = JSON.parse(child.stdout);
  dropFolder(folder);
  const compared = { register: summaries(register), read: summaries(read) };
  const ratio = ({ few, many }) => many.median / few.median;
  const count = many.toLocaleString("en");
  return {
    counted: [
      `Two lakes with state folders of their own, by turns in one process, ${samples} samples each. A partition is a run with a Parquet file of 500 rows; \`registerRun\` is timed from the event to the catalog entry (it lists the run's folder, reads the file's footer, checks the table, writes the partition).`,
      `Registering: partitions ${count} and the ${samples - 1} before it, against partitions ${few + 1} to ${few + samples}.`,
      "Reading: an aggregate over one day, from SQL text to rows in one process (parse, catalog, a new locked DuckDB instance, execution).",
    ],
    figures: [
      figure(`registering partition ${count}, of partition ${few}`, ratio(compared.register), {
        atMost: 1.1,
        show: times,
      }),
      figure(`a one-day query over ${count} partitions, of ${few}`, ratio(compared.read), {
        atMost: 1.3,
        show: times,
      }),
    ],
    tables: [
      {
        title: "Milliseconds, medians (least–most)",
        columns: ["step", `${few} partitions`, `${count} partitions`],
        rows: Object.entries(compared).map(([step, both]) => [
          step,
          showSummary(both.few, 2),
          showSummary(both.many, 2),
        ]),
      },
    ],
  };
}

function summaries({ few, many }) {
  return { few: summaryOf(few), many: summaryOf(many) };
}
