import { rm } from "node:fs/promises";
import { join } from "node:path";
import { lakewrightRun, rawCopy } from "./measure/contenders.mjs";
import { figure, megabytes, percent, times } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { assertSameRows, parquetFilesOf, storedTypes } from "./setup/parquet-rows.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { salesforceClient } from "./setup/salesforce-client.mjs";
import { sandboxProcess } from "./setup/sandbox-process.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "ingest-bulk";
export const title = "Ingest by Bulk 2.0: Salesforce to registered Parquet";
const object = "Account";

/** Loads `rows` accounts by Bulk and compares with one raw COPY of the same bytes; then five times as many, for memory. */
export async function run({ say, rows = 1_000_000, rounds = 5, largeRounds = 2 }) {
  const base = await measure({ say, rows, rounds });
  const large = await measure({ say, rows: rows * 5, rounds: largeRounds });
  const speed = base.raw.median / base.lakewright.median;
  const growth = large.peakRss.median / base.peakRss.median;
  const count = rows.toLocaleString("en");
  return {
    counted: [
      `The same ${base.columns} columns and ${(base.bytes / 1e6).toFixed(0)} MB of CSV for both (quoted, with line breaks, doubled quotes and non-Latin text). Values compared after the first run: equal.`,
      "lakewright: `lakewright run Account` from process start to exit, into an empty state folder: login, describe, count, Bulk job, pages over HTTP from the sandbox in another process (which shares the two cores), Parquet, ledger, catalog registration.",
      "raw COPY: a new Node process each time, from its start to its exit: one DuckDB COPY of the CSV file on disk to one Parquet file, explicit types, zstd, two threads, default order. No network.",
      "Not counted: making the org, and the server's preparation of the job's result (the first, uncounted run leaves it finished).",
      "Peak RSS: VmHWM of the lakewright process, without the sandbox.",
    ],
    figures: [
      figure(`speed, ${count} rows, of raw COPY`, speed, { atLeast: 0.85, show: percent }),
      figure(`peak RSS, ${count} rows`, base.peakRss.median, { atMost: 800, show: megabytes }),
      figure(`peak RSS, ${(rows * 5).toLocaleString("en")} rows, of ${count} rows`, growth, {
        atMost: 1.3,
        show: times,
        measured: `${times(growth)} (${megabytes(large.peakRss.median)})`,
      }),
    ],
    tables: [resultTable([base, large])],
  };
}

async function measure({ say, rows, rounds }) {
  say(`${name}: making an org of ${rows} accounts`);
  const folder = await temporaryFolder(name);
  const sandbox = await sandboxProcess({ accounts: rows, objects: [object] });
  try {
    const platform = await platformFolder(folder, [object], { api: "bulk" });
    const state = join(folder, "state");
    await lakewrightRun({ platform, state, object, env: sandbox.env });
    const loaded = await parquetFilesOf(state);
    const columns = await storedTypes(loaded);
    const input = join(folder, "base.csv");
    const { bytes } = await fetchCsv(sandbox, columns, input, rows);
    const output = join(folder, "base.parquet");
    const base = { input, format: "csv", columns, output };
    await rawCopy(base);
    await assertSameRows(loaded, [output], columns);
    const results = await pairedRounds(
      rounds,
      {
        lakewright: async () => {
          await rm(state, { recursive: true, force: true });
          return lakewrightRun({ platform, state, object, env: sandbox.env });
        },
        raw: async () => {
          await rm(output, { force: true });
          return rawCopy(base);
        },
      },
      say,
    );
    return summaries(rows, { bytes, columns, results });
  } finally {
    await sandbox.close();
    dropFolder(folder);
  }
}

async function fetchCsv(sandbox, columns, file, rows) {
  const client = await salesforceClient(sandbox);
  const query = `SELECT ${Object.keys(columns).join(", ")} FROM ${object}`;
  const results = await client.bulkQuery(query);
  const { rows: fetched, bytes } = await client.toFile(`${results}?maxRecords=${rows}`, file);
  if (fetched !== rows) throw new Error(`the sandbox sent ${fetched} rows instead of ${rows}`);
  return { bytes };
}

function summaries(rows, { bytes, columns, results: { lakewright, raw } }) {
  const of = (list, key) => summaryOf(list.map((result) => result[key]));
  return {
    rows,
    bytes,
    columns: Object.keys(columns).length,
    lakewright: of(lakewright, "ms"),
    lakewrightInside: of(lakewright, "insideMs"),
    raw: of(raw, "ms"),
    rawInside: of(raw, "insideMs"),
    cpu: of(lakewright, "cpuSeconds"),
    rawCpu: of(raw, "cpuSeconds"),
    peakRss: of(lakewright, "peakRssMb"),
    rawRss: of(raw, "peakRssMb"),
  };
}

function resultTable(measured) {
  const inSeconds = ({ median, min, max }) =>
    showSummary({ median: median / 1000, min: min / 1000, max: max / 1000 }, 2);
  return {
    title: "Medians (least–most)",
    columns: [
      "rows",
      "contender",
      "whole process, s",
      "its own work, s",
      "k rows/s",
      "CPU s",
      "peak RSS, MB",
    ],
    rows: measured.flatMap((m) => [
      line(m, "lakewright run", m.lakewright, m.lakewrightInside, m.cpu, m.peakRss),
      line(m, "raw COPY", m.raw, m.rawInside, m.rawCpu, m.rawRss),
    ]),
  };
  function line({ rows }, who, whole, inside, cpu, rss) {
    const speed = (rows / whole.median).toFixed(0);
    return [
      rows.toLocaleString("en"),
      who,
      inSeconds(whole),
      inSeconds(inside),
      speed,
      showSummary(cpu, 1),
      showSummary(rss, 0),
    ];
  }
}
