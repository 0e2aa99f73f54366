import type { LakeFault } from "@lakewright/engine";
import type { Command, Context } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { visibleText } from "../output/visible-text.ts";
import { withPlatform } from "../platform/open-platform.ts";

/** `lakewright repair` */
export const repair: Command = {
  name: "repair",
  summary: "compare ledger, catalog and files of the lake, and mend what does not agree",
  usage: "repair [--check] [options]",
  details: [
    "Looks at every file of the lake (is it there, its size, footer, rows and columns), at the runs and bookmarks of the ledger,",
    "and at the tables and partitions of the catalog. Writes down again, out of the files, what the ledger or the catalog has",
    "lost, or all of it where catalog.db is gone. Files that cannot be used are set aside in the quarantine zone, and the",
    "command that loads their rows again is named. No file is deleted. It refuses to mend while a run is active.",
    "With --check it ends with 1 if it finds a fault.",
  ],
  options: { check: { summary: "only report faults; change nothing" } },
  shared: ["platform", "env", "state", "json"],
  examples: [
    "lakewright repair --check",
    "lakewright repair",
    "lakewright repair --check --json | jq '.faults[] | {table, loadDate, fault}'",
  ],
  run: (context) =>
    withPlatform(context, async ({ environment, ports, stateFolder, assertWritable }) => {
      const { checkLake, repairLake } = await import("@lakewright/engine");
      const isCheck = context.options.has("check");
      if (!isCheck) assertWritable();
      const faults = await (isCheck ? checkLake : repairLake)(ports, environment);
      if (context.json) {
        const ok = !isCheck || faults.length === 0;
        await context.print(JSON.stringify({ ok, stateFolder, faults }, null, 2));
      } else for (const line of faultLines(context, faults, isCheck)) await context.print(line);
      await context.say(summaryOf(faults, isCheck));
      if (!isCheck && environment.warehouse && faults.some(({ what }) => what === "run"))
        await context.say("build the warehouse from these runs again: lakewright elt");
      return isCheck && faults.length > 0 ? exitCodes.failed : exitCodes.done;
    }),
};

function faultLines(
  { data }: Context,
  faults: readonly LakeFault[],
  isCheck: boolean,
): readonly string[] {
  return faults.flatMap(({ table, loadDate, executionId, path, fault, remedy, reload }) => {
    const place = [
      ...(loadDate === undefined ? [] : [`load date ${loadDate}`]),
      ...(executionId === undefined ? [] : [`run ${executionId}`]),
    ];
    const head = [data.bold(visibleText(table)), ...place].join(", ");
    return [
      `${head}: ${visibleText(fault)}`,
      ...(path === undefined ? [] : [`    file: ${visibleText(path)}`]),
      `    ${isCheck ? "lakewright repair would" : "done"}: ${visibleText(remedy)}`,
      ...(reload === undefined ? [] : [`    then load its rows again: ${visibleText(reload)}`]),
    ];
  });
}

function summaryOf(faults: readonly LakeFault[], isCheck: boolean): string {
  if (faults.length === 0) return "ledger, catalog and files agree";
  const number = showNumberOf(faults.length, "fault");
  if (isCheck) return `${number} found; lakewright repair mends what can be mended`;
  const toLoad = faults.filter(({ reload }) => reload !== undefined).length;
  const rest = toLoad > 0 ? `; ${toLoad} of them need a load, as said above` : "";
  return `${number} mended${rest}`;
}
