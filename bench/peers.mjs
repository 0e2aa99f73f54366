import { rm } from "node:fs/promises";
import { join } from "node:path";
import { lakewrightRun } from "./measure/contenders.mjs";
import { figure, times } from "./measure/figure.mjs";
import { pairedRounds } from "./measure/paired-rounds.mjs";
import { showSummary, summaryOf } from "./measure/summary.mjs";
import { dltRun, dltSettingsText, prepareTap, tapRun } from "./setup/peer-programs.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { pinned, pythonEnvironment } from "./setup/python-environment.mjs";
import { salesforceClient } from "./setup/salesforce-client.mjs";
import { replayProcess, sandboxProcess } from "./setup/sandbox-process.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "peers";
export const title = "Beside dlt and a Singer tap, against the same sandbox";
const object = "Account";
const labels = {
  lakewrightRest: "lakewright, REST",
  dltRest: "dlt rest_api, REST",
  tapRest: "tap-salesforce, REST (messages only, no target)",
  lakewrightBulk: "lakewright, Bulk 2.0",
  dltBulk: "dlt, Bulk 2.0 by hand with pyarrow",
};

/** Loads `rows` accounts with each program, by turns. */
export async function run({ say, rows = 100_000, rounds = 5 }) {
  const python = await pythonEnvironment(say);
  const folder = await temporaryFolder(name);
  say(`${name}: making an org of ${rows} accounts`);
  const sandbox = await sandboxProcess({ accounts: rows });
  const replay = await replayProcess(sandbox);
  try {
    const contenders = await contendersOf({ python, folder, sandbox, replay, rows });
    // Once uncounted: Python compiles its modules, the server finishes its results.
    for (const contender of Object.values(contenders)) await contender();
    return reported(await pairedRounds(rounds, contenders, say), rows);
  } finally {
    await replay.close();
    await sandbox.close();
    dropFolder(folder);
  }
}

async function contendersOf({ python, folder, sandbox, replay, rows }) {
  const { token, json } = await salesforceClient(sandbox);
  const described = await json(`/sobjects/${object}/describe`);
  const fields = described.fields.filter(({ type }) => !["address", "location"].includes(type));
  const peer = { python, token, object, fields, folder, rows };
  const byRest = { ...peer, sandbox: replay };
  const tapFolder = await prepareTap(byRest);
  const lakewright = async (api, { env }) => {
    const platform = await platformFolder(join(folder, api), [object], { api });
    const state = join(folder, api, "state");
    return async () => {
      await rm(state, { recursive: true, force: true });
      const done = await lakewrightRun({ platform, state, object, env });
      if (done.report.runs[0]?.rows !== rows) throw new Error("lakewright loaded other rows");
      return done;
    };
  };
  return {
    lakewrightRest: await lakewright("rest", replay),
    dltRest: () => dltRun("dlt_rest.py", byRest),
    tapRest: () => tapRun(tapFolder, peer),
    lakewrightBulk: await lakewright("bulk", sandbox),
    dltBulk: () => dltRun("dlt_bulk.py", { ...peer, sandbox }),
  };
}

function reported(results, rows) {
  const of = (who, key) => summaryOf(results[who].map((result) => result[key]));
  const faster = (us, them) => of(them, "ms").median / of(us, "ms").median;
  const info = (what, us, them) => figure(what, faster(us, them), { show: times });
  const perSecond = (who) => showSummary(summaryOf(results[who].map(({ ms }) => rows / ms)), 1);
  const ours = { "tap-salesforce": pinned("tap-salesforce") };
  return {
    versions: { dlt: pinned("dlt"), pyarrow: pinned("pyarrow"), ...ours },
    counted: [
      `${rows.toLocaleString("en")} accounts with the same fields, whole processes from start to exit, by turns, after one uncounted run each. Every program must report all rows. REST pages come from a process that answers with the sandbox's own bytes, kept from the uncounted run; Bulk pages come from the sandbox.`,
      "lakewright: login, describe, count, pages, Parquet (zstd), ledger, catalog registration. The peers are given a token, and dlt the columns and their types, so that neither logs in nor describes.",
      "dlt `rest_api`: bearer token, `json_link` paginator, batchSize 2000, `parallelized`, types given, `max_table_nesting` 0, Parquet (snappy) to a local `filesystem` destination; the `attributes` of each record are dropped. It is one resource, so `parallelized` and the extract workers have nothing to share out. Set: " +
        `${dltSettingsText}.`,
      "dlt by Bulk: dlt has no Bulk source; this is the Arrow way that its guide recommends, 30 lines of Python around `pyarrow.csv`. It checks nothing of what the server says it sent.",
      "tap-salesforce: REST with all fields, messages to a file. A target would add its own time. Its Bulk mode speaks Bulk API 1.0, which the sandbox does not serve.",
      "Peak RSS: the most that a program and its children held together, sampled every 25 ms.",
    ],
    figures: [
      info("REST: lakewright, times as fast as dlt", "lakewrightRest", "dltRest"),
      info("REST: lakewright, times as fast as tap-salesforce", "lakewrightRest", "tapRest"),
      info("Bulk: lakewright, times as fast as dlt with pyarrow", "lakewrightBulk", "dltBulk"),
    ],
    tables: [
      {
        title: "Medians (least–most)",
        columns: ["program", "k rows/s", "ms", "CPU s", "peak RSS, MB"],
        rows: Object.keys(results).map((who) => [
          labels[who],
          perSecond(who),
          showSummary(of(who, "ms"), 0),
          showSummary(of(who, "cpuSeconds"), 1),
          showSummary(of(who, "treeRssMb"), 0),
        ]),
      },
    ],
    notes: [
      "tap-salesforce cannot be pointed at another server: its two login addresses (login.salesforce.com, test.salesforce.com) are fixed in its code, and no setting changes them. `bench/harness/run_tap.py` replaces its login, and nothing else, by a token of the sandbox; the instance address then comes from the login's answer as always.",
      "CPU seconds are those of the program itself, without its children.",
    ],
  };
}
