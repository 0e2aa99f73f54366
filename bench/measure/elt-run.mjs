import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lakewrightBin } from "../setup/root.mjs";
import { watchedChild } from "./watched-child.mjs";

/**
 * `lakewright elt`, whole process. `dbtMs` is dbt's process, `ownMs` all else. By dbt's own times: `vaultMs` is how long at least
 * one table of the raw vault was being made, `testMs` the same of tests, `startMs` what dbt took before its first model and after
 * its last test.
 */
export async function lakewrightElt({ platform, state, project, options = [], env }) {
  const args = ["elt", "--platform", platform, "--state", state, "--json", ...options];
  const child = await watchedChild(process.execPath, [lakewrightBin, ...args], { env });
  const report = JSON.parse(child.stdout);
  if (report.status !== "published") throw new Error(`elt ended as ${report.status}`);
  const folder = join(state, "artifacts/elt", report.loadId, project);
  const { results } = JSON.parse(await readFile(join(folder, "run_results.json"), "utf8"));
  const isTest = ({ unique_id }) => /^(unit_)?test\./.test(unique_id);
  const isVault = ({ unique_id }) =>
    /^model\.[^.]+\.(hub|link|sat|eff)_/.test(unique_id) && !/_(history|latest)$/.test(unique_id);
  const nodes = results.filter(({ unique_id }) => !unique_id.startsWith("operation."));
  const [first, last] = [Math.min(...nodes.map(startOf)), Math.max(...nodes.map(endOf))];
  return {
    ms: child.ms,
    peakRssMb: child.peakRssMb,
    treeRssMb: child.treeRssMb,
    report,
    dbtMs: report.dbtMs,
    ownMs: child.ms - report.dbtMs,
    beginMs: report.beginMs,
    vaultMs: busyMs(results.filter(isVault)),
    testMs: busyMs(results.filter(isTest)),
    startMs: report.dbtMs - (last - first),
  };
}

const startOf = ({ timing }) => Math.min(...timing.map(({ started_at }) => Date.parse(started_at)));
const endOf = ({ timing }) =>
  Math.max(...timing.map(({ completed_at }) => Date.parse(completed_at)));

/** How long at least one of these was running. */
function busyMs(nodes) {
  let [sum, until] = [0, Number.NEGATIVE_INFINITY];
  for (const node of nodes.toSorted((a, b) => startOf(a) - startOf(b))) {
    const [from, to] = [Math.max(startOf(node), until), endOf(node)];
    if (to <= from) continue;
    sum += to - from;
    until = to;
  }
  return sum;
}
