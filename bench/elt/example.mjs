import { join } from "node:path";
import { lakewrightElt } from "../measure/elt-run.mjs";
import { pairedRounds } from "../measure/paired-rounds.mjs";
import { watchedChild } from "../measure/watched-child.mjs";
import { lakewrightBin, root } from "../setup/root.mjs";
import { sandboxProcess } from "../setup/sandbox-process.mjs";

const platform = join(root, "examples/gtm");
const objects = [
  "Account",
  "Contact",
  "Call_Activity__c",
  "Product2",
  "Territory2",
  "Formulary_Entry__c",
];

/** Loads the tables of the example's ELT project and builds its warehouse from nothing: once, then `rounds` times. */
export async function eltExample({ say, folder, accounts, rounds }) {
  const state = join(folder, "example");
  say(`elt: loading the example with ${accounts} accounts`);
  const sandbox = await sandboxProcess({ accounts, objects });
  let rows = 0;
  try {
    const args = ["run", ...objects, "--platform", platform, "--state", state, "--json"];
    const env = { ...sandbox.env, LAKEWRIGHT_PUBLIC_URL: "http://127.0.0.1:1" };
    const { stdout } = await watchedChild(process.execPath, [lakewrightBin, ...args], { env });
    rows = JSON.parse(stdout).runs.reduce((sum, run) => sum + run.rows, 0);
  } finally {
    await sandbox.close();
  }
  const elt = () => lakewrightElt({ platform, state, project: "gtm", options: ["--full"] });
  const cold = await elt();
  const { example } = await pairedRounds(rounds, { example: elt }, say);
  const countOf = (...kinds) =>
    cold.report.results.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    rows,
    cold,
    runs: example,
    models: countOf("model"),
    tests: countOf("test", "unit_test"),
  };
}
