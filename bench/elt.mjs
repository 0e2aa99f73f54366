import { eltExample } from "./elt/example.mjs";
import { eltVault } from "./elt/vault.mjs";
import { figure, percent, seconds, times } from "./measure/figure.mjs";
import { pairedRatio, showSummary, summaryOf } from "./measure/summary.mjs";
import { watchedChild } from "./measure/watched-child.mjs";
import { bundleHarness } from "./setup/bundle-harness.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "elt";
export const title = "ELT: the example's warehouse, a vault against SQL by hand, its increments";

/** Builds the example's warehouse, then a vault of `rows` accounts against a script by hand, and days of 1 % on top of it. */
export async function run({ say, rows = 1_000_000, rounds = 5 }) {
  const generated = await generatedProjects(1000, rounds);
  const twice = await generatedProjects(2000, rounds);
  const folder = await temporaryFolder(name);
  const example = await eltExample({
    say,
    folder,
    accounts: Math.round(rows / 27),
    rounds: Math.min(rounds, 3),
  });
  const vault = await eltVault({ say, folder, rows, rounds });
  dropFolder(folder);
  const of = (list, key) => summaryOf(list.map((result) => result[key]));
  const { first, byHand, next } = vault;
  const count = rows.toLocaleString("en");
  const own = summaryOf(example.runs.map(({ ownMs, ms }) => ownMs / ms));
  const byHandVault = byHand.map(({ insideMs, ms }) => ({ vaultMs: insideMs, ms }));
  const line = (label, list) => [
    label,
    ...["ms", "dbtMs", "startMs", "vaultMs", "testMs", "ownMs"].map((key) =>
      list[0][key] === undefined ? "–" : showSummary(of(list, key), 0),
    ),
  ];
  return {
    counted: [
      `Example: \`lakewright elt --full\` over examples/gtm with ${example.rows.toLocaleString("en")} rows in the lake, whole process from start to exit: ${example.models} models, ${example.tests} tests, everything built from nothing and tested whole. Own overhead is all that is not dbt's process: Node's start, the plan, the generated project, views over the lake, artifacts, publication, the catalog.`,
      `Vault: one hub and two satellites of ${count} accounts, with their views and ${vault.tests} tests. First = \`lakewright elt --full\`; by hand = one script in raw DuckDB (a process of its own, two threads, into a file) that makes the same hub and satellites from the same Parquet files, with keys, digests and history, and tests nothing; the rows of both are compared: equal. Next = \`lakewright elt\` after a day of 1 % of the rows (a tenth new, the rest changed, spread over all), on top of the days before. By turns, each first in half of the rounds.`,
      "Vault tables: how long at least one of hub and satellites was being made, by dbt's own times; of the script, its statements and the closing of its file. Whole command: as a user waits for it, with the start of Node and of dbt, dbt's parse, every test and the publication.",
      "Generated: a project of 1,000 vault tables (a hub and 999 satellites, each with its two views and its tests), in memory, the first time of a process among them.",
    ],
    figures: [
      figure(
        `GTM example, ${example.models} models and ${example.tests} tests, whole run`,
        of(example.runs, "ms").median,
        { atMost: 30_000, show: seconds },
      ),
      figure("own overhead, of the whole run", own.median, { atMost: 0.1, show: percent }),
      figure(
        "vault tables, first load, of the same SQL by hand",
        pairedRatio(first, byHandVault, "vaultMs").median,
        { atMost: 2, show: times },
      ),
      figure(
        "vault tables, 1 % more, of the first load",
        pairedRatio(next, first, "vaultMs").median,
        { atMost: 0.1, show: percent },
      ),
      figure(
        "whole command, first load, of the script's process",
        pairedRatio(first, byHandVault, "ms").median,
        { show: times },
      ),
      figure("whole command, 1 % more, of the first load", pairedRatio(next, first, "ms").median, {
        show: percent,
      }),
      figure("whole command, 1 % more", of(next, "ms").median, { show: seconds }),
      figure("generating a project of 1,000 vault tables", Math.max(...generated.ms), {
        atMost: 3000,
        show: seconds,
      }),
      figure(
        "generating 2,000 vault tables, of 1,000",
        summaryOf(twice.ms).median / summaryOf(generated.ms).median,
        { atMost: 2.5, show: times },
      ),
    ],
    tables: [
      {
        title: "Milliseconds, medians (least–most)",
        columns: [
          "what",
          "whole",
          "dbt's process",
          "its start and end",
          "vault tables",
          "tests",
          "own",
        ],
        rows: [
          line(`example, ${example.rows.toLocaleString("en")} rows, first of all`, [example.cold]),
          line(`example, ${example.rows.toLocaleString("en")} rows`, example.runs),
          line(`vault of ${count}, first of all`, [vault.cold]),
          line(`vault of ${count}, first load`, first),
          line("by hand", byHandVault),
          line("1 % more", next),
        ],
      },
    ],
    notes: [
      "A day of 1 % is near a tenth of the first load in the vault's own tables alone: what is left of it is some 0.15 s that dbt takes for each model whatever its rows (rendering, a look at the standing columns and keys, a transaction). Of the whole command it cannot be a tenth: dbt's start and end alone are more. The two whole-command figures are there so that nobody takes the one for the other.",
      "Own overhead is some 2 s however long dbt takes: Node's start and the folder 0.5 s, following 58 models' columns 0.7 s (of which the parser's own start 0.3 s), registration and publication 0.5 s. A tenth of a run of 20 s, more of a shorter one.",
      `A next state begins with a copy of the published file, here of ${vault.fileMb.toFixed(0)} MB: ${showSummary(of(next, "beginMs"), 0)} ms, part of "own".`,
      'What a run of dbt costs without any work is its start: Python, its imports, its parse of the project. The first run of a project parses it whole ("first of all"); later ones keep the parse. Vault tables, tests and start overlap with nothing but each other: tests of one table run beside the making of another.',
    ],
  };
}

async function generatedProjects(tables, rounds) {
  const file = await bundleHarness("elt-generate");
  const child = await watchedChild(process.execPath, [file, JSON.stringify({ tables, rounds })]);
  return JSON.parse(child.stdout);
}
