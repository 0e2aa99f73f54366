import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lakewrightRun } from "./measure/contenders.mjs";
import { figure, megabytes, seconds } from "./measure/figure.mjs";
import { keptChild, watchedChild } from "./measure/watched-child.mjs";
import { platformFolder } from "./setup/platform-folder.mjs";
import { lakewrightBin } from "./setup/root.mjs";
import { sandboxProcess } from "./setup/sandbox-process.mjs";
import { dropFolder, temporaryFolder } from "./setup/temporary-folder.mjs";

export const name = "query-output";
export const title = "Query output: many rows as CSV";
const accounts = 20_000;

/** Writes `rows` rows as CSV, on its own and as a role, and takes the memory of all processes and the time to the first row. */
export async function run({ say, rows = 3_000_000 }) {
  const folder = await temporaryFolder(name);
  const lake = await loaded(folder, say);
  const from = `FROM crm_current.account a, (SELECT id AS other FROM crm_current.account ORDER BY id LIMIT ${Math.ceil(rows / accounts)}) b`;
  const figures = [];
  for (const [what, columns] of [
    ["four columns", "a.id, a.name, a.industry, a.systemmodstamp"],
    ["all columns", "a.*"],
  ])
    for (const [who, as] of [
      ["on its own", []],
      ["as a role", ["--as", "reader"]],
    ]) {
      say(`${name}: ${what}, ${who}`);
      const args = ["query", `SELECT ${columns} ${from}`, ...as, "--format", "csv", ...lake];
      const firstMs = await untilFirstRow(args);
      const { treeRssMb, peakRssMb } = await watchedChild(
        process.execPath,
        [lakewrightBin, ...args],
        { stdout: "ignore" },
      );
      const of = `${rows.toLocaleString("en")} rows of ${what}, ${who}`;
      figures.push(
        figure(`memory of the command, ${of}`, peakRssMb, { atMost: 200, show: megabytes }),
        figure(`with its processes, ${of}`, treeRssMb, { show: megabytes }),
        figure(`first row, ${of}`, firstMs, { show: seconds }),
      );
    }
  dropFolder(folder);
  return {
    counted: [
      `${accounts.toLocaleString("en")} accounts, loaded by \`lakewright run\` and joined to some of themselves. Peak resident memory of the command, and the most that it held together with the processes of the parser and the role.`,
      "First row: from the start of the command to the first bytes on its output.",
    ],
    figures,
    tables: [],
    notes: [],
  };
}

async function untilFirstRow(args) {
  const began = performance.now();
  const query = keptChild(process.execPath, [lakewrightBin, ...args]);
  await once(query.child.stdout, "data");
  const ms = performance.now() - began;
  await query.close();
  return ms;
}

async function loaded(folder, say) {
  say(`${name}: loading ${accounts} accounts`);
  const sandbox = await sandboxProcess({ accounts });
  try {
    const platform = await platformFolder(folder, ["Account"], { api: "bulk" });
    await writeFile(join(platform, "access.yaml"), policy);
    const state = join(folder, "state");
    await lakewrightRun({ platform, state, object: "Account", env: sandbox.env });
    return ["--platform", platform, "--state", state];
  } finally {
    await sandbox.close();
  }
}

const policy = `access:
  roles:
    reader: { kind: steward, description: Reads everything }
  grants:
    - { to: reader, select: crm.*, reason: bench }
`;
