import { join } from "node:path";
import { figure } from "./measure/figure.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { root } from "./setup/root.mjs";
import { salesforceClient } from "./setup/salesforce-client.mjs";
import { sandboxProcess } from "./setup/sandbox-process.mjs";

export const name = "sandbox";
export const title = "The sandbox: how fast Bulk result pages are served";
const pageRows = 50_000;

/** Reads the finished result of a Bulk query, page by page, in a process that does nothing else with it. */
export async function run({ say, rows = 500_000, rounds = 7 }) {
  say(`${name}: making an org of ${rows} accounts`);
  const sandbox = await sandboxProcess({ accounts: rows });
  try {
    const client = await salesforceClient(sandbox);
    const { fields } = await client.json("/sobjects/Account/describe");
    const plain = fields.filter(({ type }) => !["address", "location"].includes(type));
    const query = `SELECT ${plain.map((field) => field.name).join(", ")} FROM Account`;
    const results = await client.bulkQuery(query);
    const url = `${sandbox.url}${results}?maxRecords=${pageRows}`;
    const fetched = join(root, "bench/harness/fetch-pages.mjs");
    const speeds = [];
    let bytes = 0;
    for (let round = -1; round < rounds; round++) {
      const { stdout } = await watchedChild(process.execPath, [fetched, url, client.token]);
      const got = JSON.parse(stdout);
      bytes = got.bytes;
      if (round >= 0) speeds.push(got.bytes / 1e6 / (got.ms / 1000));
      if (round >= 0) say(`  round ${round + 1}/${rounds}: ${speeds.at(-1).toFixed(0)} MB/s`);
    }
    const speed = summaryOf(speeds);
    return {
      counted: [
        `${(bytes / 1e6).toFixed(0)} MB of CSV in pages of ${pageRows.toLocaleString("en")} rows, over HTTP on loopback, one page after the other, to a client in another process that throws the bytes away. The job's result is finished before.`,
      ],
      figures: [
        figure("Bulk result pages served", speed.median, {
          atLeast: 300,
          show: (value) => `${value.toFixed(0)} MB/s`,
        }),
      ],
      tables: [
        {
          title: "Median (least–most)",
          columns: ["what", "MB/s"],
          rows: [["Bulk result pages", showSummary(speed, 0)]],
        },
      ],
    };
  } finally {
    await sandbox.close();
  }
}
