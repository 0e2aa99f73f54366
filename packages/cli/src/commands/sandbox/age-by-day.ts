import type { DayReport } from "@lakewright/sandbox";
import type { Context } from "../../command.ts";
import { type ExitCode, exitCodes } from "../../exit-code.ts";
import { showCount } from "../../output/amounts.ts";
import { renderTable } from "../../output/render-table.ts";
import { dataLook } from "../../output/table-look.ts";
import { controlRequest } from "./control-request.ts";

const columns = [
  { title: "object" },
  { title: "created", align: "right" },
  { title: "updated", align: "right" },
  { title: "deleted", align: "right" },
  { title: "erased", align: "right" },
  { title: "late", align: "right" },
  { title: "fields" },
] as const;

/** Lets a day pass in a running sandbox and prints what changed. */
export async function ageByDay(context: Context): Promise<ExitCode> {
  const reply = await controlRequest(context, { method: "POST", path: "/sandbox/day" });
  const { now, changes } = reply as { now: string; changes: readonly DayReport[] };
  if (context.json) {
    await context.print(JSON.stringify({ now, changes }, null, 2));
    return exitCodes.done;
  }
  await context.say(`it is ${now.slice(0, 10)} in the sandbox`);
  const rows = changes.map((change) => [
    change.object,
    showCount(change.created),
    showCount(change.updated),
    showCount(change.softDeleted),
    showCount(change.hardDeleted),
    showCount(change.lateCommitted),
    [...change.addedFields.map((f) => `+${f}`), ...change.removedFields.map((f) => `-${f}`)].join(
      " ",
    ),
  ]);
  for (const line of renderTable(columns, rows, dataLook(context))) await context.print(line);
  return exitCodes.done;
}
