import { cp, stat } from "node:fs/promises";
import { join } from "node:path";
import { lakewrightRun } from "../measure/contenders.mjs";
import { lakewrightElt } from "../measure/elt-run.mjs";
import { pairedRounds } from "../measure/paired-rounds.mjs";
import { watchedChild } from "../measure/watched-child.mjs";
import { bundleHarness } from "../setup/bundle-harness.mjs";
import { ask, parquetFilesOf } from "../setup/parquet-rows.mjs";
import { root } from "../setup/root.mjs";
import { sandboxProcess } from "../setup/sandbox-process.mjs";
import { vaultPlatform } from "../setup/vault-platform.mjs";

const project = "bench";
const share = 0.01;

/** Builds a vault of `rows` accounts from nothing, by hand, and by a day more, by turns. */
export async function eltVault({ say, folder, rows, rounds }) {
  const platform = await vaultPlatform(folder);
  const [state, grown] = [join(folder, "vault"), join(folder, "vault-grown")];
  say(`elt: loading ${rows} accounts`);
  const sandbox = await sandboxProcess({ accounts: rows });
  try {
    await lakewrightRun({ platform, state, object: "Account", env: sandbox.env });
  } finally {
    await sandbox.close();
  }
  const files = (await parquetFilesOf(join(state, "s3")))[0].replace(/[^/]+$/, "*.parquet");
  const day = /\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(files).slice(1).join("");
  const output = join(folder, "by-hand.duckdb");
  const elt = (options) => lakewrightElt({ platform, state, project, options });
  const contenders = {
    first: () => elt(["--full"]),
    byHand: () => scriptByHand({ files, day, output }),
    next: async (round) => {
      await addDay({
        platformFolder: platform,
        stateFolder: grown,
        day: round + 2,
        share,
        file: join(folder, "day.parquet"),
      });
      return lakewrightElt({ platform, state: grown, project });
    },
  };
  const cold = await contenders.first();
  await contenders.byHand();
  await assertSameVault(fileOf(state, cold), output);
  await cp(state, grown, { recursive: true });
  await contenders.next(-1);
  const results = await pairedRounds(rounds, contenders, say);
  const fileMb = (await stat(fileOf(grown, results.next.at(-1)))).size / 2 ** 20;
  const tests = cold.report.results.filter(({ kind }) => /test$/.test(kind)).length;
  return { ...results, cold, tests, fileMb };
}

const fileOf = (state, { report }) => join(state, "warehouse", report.loadId, "warehouse.duckdb");

async function scriptByHand(settings) {
  const file = join(root, "bench/harness/raw-vault.mjs");
  const child = await watchedChild(process.execPath, [file, JSON.stringify(settings)]);
  return { ...child, insideMs: JSON.parse(child.stdout).ms };
}

let dayHarness;
async function addDay(settings) {
  dayHarness ??= await bundleHarness("vault-day");
  await watchedChild(process.execPath, [dayHarness, JSON.stringify(settings)]);
}

/** Throws unless both files hold the same hub and satellites, but for when and by whom they were written. */
async function assertSameVault(built, byHand) {
  for (const table of ["hub_account", "sat_account_crm", "sat_account_size"]) {
    const digest = (database) =>
      `SELECT count(*), sum(hash(one)::HUGEINT)::VARCHAR FROM (SELECT * EXCLUDE (load_dts, load_id) FROM ${database}.${table}) AS one`;
    const rows = await ask(
      `ATTACH '${built}' AS warehouse (READ_ONLY); ATTACH '${byHand}' AS script (READ_ONLY);
       ${digest("warehouse.raw_dv")} UNION ALL ${digest("script")}`,
    );
    const [a, b] = rows.map((row) => row.map(String).join());
    if (a !== b) throw new Error(`${table} differs: ${a} and ${b}`);
  }
}
