import type { Platform, Problem } from "@lakewright/config";
import type { Command, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { renderTable } from "../output/render-table.ts";
import { talkLook } from "../output/table-look.ts";
import { findPlatform, findState } from "../platform/find-platform.ts";
import { InvalidPlatform, problemLines, reportProblems } from "../platform/invalid-platform.ts";
import { type LoadedTables, loadedTables, sayUnchecked } from "../platform/loaded-tables.ts";
import { rowProblems } from "../platform/row-problems.ts";
import { formulaLines } from "../status/uncertain-lines.ts";

/** `lakewright validate` */
export const validate: Command = {
  name: "validate",
  summary: "check the platform folder and list every problem with its line",
  usage: "validate [options]",
  details: [
    "Checks every environment; runs nothing and asks no source. Names of columns are checked as far as this machine's",
    "catalog knows the tables: load once, and a slip in access.yaml is a problem with its line. Of objects that were loaded",
    "here, it names formula fields that increments do not follow.",
  ],
  options: {},
  shared: ["platform", "state", "json"],
  examples: [
    "lakewright validate",
    "lakewright validate --platform examples/gtm",
    "lakewright validate --json | jq '.problems[].message'",
  ],
  async run(context) {
    const { readPlatform } = await import("@lakewright/config");
    const folder = findPlatform(context);
    const loaded = await loadedTables(findState(context, folder));
    const reading = await readPlatform(folder, { knownColumns: loaded.knownColumns });
    if (!reading.ok) return reportProblems(context, new InvalidPlatform(reading.problems));
    await sayUnchecked(context, loaded);
    const { platform } = reading;
    const warnings = [...reading.warnings, ...(await rowProblems(platform, loaded))];
    return reportValid(context, platform, { warnings, loaded });
  },
};

async function reportValid(
  context: Context,
  platform: Platform,
  { warnings, loaded }: { readonly warnings: readonly Problem[]; readonly loaded: LoadedTables },
): Promise<ExitCode> {
  for (const line of await problemLines(context, warnings)) await context.say(line);
  if (context.json) {
    const { name, folder } = platform;
    const environments = summaries(platform);
    const result = { ok: true, platform: name, folder, environments, problems: warnings };
    await context.print(JSON.stringify(result, null, 2));
    return exitCodes.done;
  }
  const found = warnings.length === 0 ? "" : `, with ${showNumberOf(warnings.length, "warning")}`;
  await context.say(context.talk.green(`platform "${platform.name}" is valid${found}`));
  for (const line of environmentTable(context, platform)) await context.say(line);
  for (const line of await formulasOf(platform, loaded)) await context.say(line);
  return exitCodes.done;
}

/** Formulas that increments keep without a refresh, as far as the catalog of this machine knows their objects. */
async function formulasOf(platform: Platform, { tables }: LoadedTables): Promise<string[]> {
  const { formulaColumns } = await import("@lakewright/engine");
  const flows = platform.environments.local?.flows ?? [];
  return flows.flatMap((flow) => {
    const found = tables.find(
      ({ database, input }) => database === flow.database && input.Name === flow.table,
    );
    const formulaFields = found && flow.incremental ? formulaColumns(found.input) : [];
    return formulaLines({ ...flow, formulaFields, refresh: flow.refresh?.expression });
  });
}

function summaries({ environments }: Platform) {
  return Object.values(environments).map(
    ({ name, standsFor, account, region, ...environment }) => ({
      name,
      stands_for: standsFor,
      account,
      region,
      flows: environment.flows.length,
      connections: Object.keys(environment.connections),
    }),
  );
}

function environmentTable(context: Context, platform: Platform): string[] {
  const columns = [
    { title: "environment" },
    { title: "where" },
    { title: "flows", align: "right" },
    { title: "connections" },
  ] as const;
  const rows = summaries(platform).map(({ name, stands_for, account, region, ...rest }) => [
    stands_for === name ? name : `${name} (stands for ${stands_for})`,
    region === "local" ? "this machine" : `${account} ${region}`,
    String(rest.flows),
    rest.connections.join(", ") || "-",
  ]);
  return renderTable(columns, rows, talkLook(context));
}
