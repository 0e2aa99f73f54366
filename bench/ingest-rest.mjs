import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { lakewrightRun, rawCopy } from "./measure/contenders.mjs";
import { figure, percent } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { assertSameRows, parquetFilesOf, storedTypes } from "./setup/parquet-rows.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { salesforceClient } from "./setup/salesforce-client.mjs";
import { replayProcess, sandboxProcess } from "./setup/sandbox-process.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "ingest-rest";
export const title = "Ingest by REST: Salesforce to registered Parquet";
const object = "Account";

/** Loads `rows` accounts in REST pages and compares with one read_json COPY of the same records. */
export async function run({ say, rows = 200_000, rounds = 5 }) {
  say(`${name}: making an org of ${rows} accounts`);
  const folder = await temporaryFolder(name);
  const sandbox = await sandboxProcess({ accounts: rows });
  const replay = await replayProcess(sandbox);
  try {
    const platform = await platformFolder(folder, [object], { api: "rest" });
    const state = join(folder, "state");
    const load = () => lakewrightRun({ platform, state, object, env: replay.env });
    await load();
    const loaded = await parquetFilesOf(state);
    const columns = await storedTypes(loaded);
    const input = join(folder, "base.ndjson");
    const megabytes = await fetchRecords(sandbox, columns, input, rows);
    const output = join(folder, "base.parquet");
    const base = { input, format: "json", columns, output };
    await rawCopy(base);
    await assertSameRows(loaded, [output], columns);
    const contenders = {
      lakewright: async () => {
        await rm(state, { recursive: true, force: true });
        return load();
      },
      raw: async () => {
        await rm(output, { force: true });
        return rawCopy(base);
      },
    };
    const results = await pairedRounds(rounds, contenders, say);
    return reported(results, { rows, megabytes, columns: Object.keys(columns).length });
  } finally {
    await replay.close();
    await sandbox.close();
    dropFolder(folder);
  }
}

/** The records of a REST query as the server writes them, one a line. */
async function fetchRecords(sandbox, columns, file, rows) {
  const client = await salesforceClient(sandbox);
  const query = `SELECT ${Object.keys(columns).join(", ")} FROM ${object}`;
  const out = createWriteStream(file);
  let path = `/query?${new URLSearchParams({ q: query })}`;
  let fetched = 0;
  while (path) {
    const page = await client.json(path);
    fetched += page.records.length;
    out.write(`${page.records.map((record) => JSON.stringify(record)).join("\n")}\n`);
    path = page.nextRecordsUrl?.replace(/^\/services\/data\/v[\d.]+/, "");
  }
  out.end();
  await finished(out);
  if (fetched !== rows) throw new Error(`the sandbox sent ${fetched} rows instead of ${rows}`);
  let bytes = 0;
  for await (const chunk of createReadStream(file)) bytes += chunk.length;
  return bytes / 1e6;
}

function reported({ lakewright, raw }, { rows, megabytes, columns }) {
  const of = (list, key) => summaryOf(list.map((result) => result[key]));
  const speed = of(raw, "ms").median / of(lakewright, "ms").median;
  const count = rows.toLocaleString("en");
  const inSeconds = ({ median, min, max }) =>
    showSummary({ median: median / 1000, min: min / 1000, max: max / 1000 }, 2);
  const line = (who, list) => [
    who,
    inSeconds(of(list, "ms")),
    inSeconds(of(list, "insideMs")),
    (rows / of(list, "ms").median).toFixed(0),
    showSummary(of(list, "cpuSeconds"), 1),
    showSummary(of(list, "peakRssMb"), 0),
  ];
  return {
    counted: [
      `${count} accounts, ${columns} columns, ${megabytes.toFixed(0)} MB of JSON in pages of 2,000 records. Values compared after the first run: equal.`,
      "lakewright: `lakewright run Account` with `api: rest`, from process start to exit, into an empty state folder, pages over HTTP from another process on the same two cores. That process answers with the sandbox's own bytes, kept from the first, uncounted run: how fast the sandbox makes JSON is not what is measured.",
      "read_json: a new Node process each time, from its start to its exit: one DuckDB COPY from read_json over the same records on disk, one a line, explicit types, zstd, two threads, default order. No network.",
    ],
    figures: [figure(`speed, ${count} rows, of read_json`, speed, { atLeast: 0.5, show: percent })],
    tables: [
      {
        title: "Medians (least–most)",
        columns: [
          "contender",
          "whole process, s",
          "its own work, s",
          "k rows/s",
          "CPU s",
          "peak RSS, MB",
        ],
        rows: [line("lakewright run", lakewright), line("read_json COPY", raw)],
      },
    ],
  };
}
