import type { Context } from "../command.ts";
import { showBytes, showCount, showDuration } from "../output/amounts.ts";
import { groupedTable, groupsBy } from "../output/grouped-table.ts";
import { talkLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";
import type { FinishedRun } from "./finished-run.ts";
import { showWindow } from "./show-window.ts";

const columns = [
  { title: "object" },
  { title: "kind" },
  { title: "api" },
  { title: "rows", align: "right" },
  { title: "rows/s", align: "right" },
  { title: "bytes", align: "right" },
  { title: "time", align: "right" },
  { title: "window (UTC)" },
] as const;

/** The loaded runs as a table, one line each. */
export function runTable(context: Context, runs: readonly FinishedRun[]): string[] {
  const row = (run: FinishedRun) => [
    visibleText(run.object),
    run.kind,
    run.api,
    showCount(run.rows),
    run.ms > 0 ? showCount(Math.round((run.rows * 1000) / run.ms)) : "-",
    showBytes(run.bytes),
    showDuration(run.ms),
    showWindow(run.window),
  ];
  return groupedTable(
    columns,
    groupsBy(runs, (run) => run.profile, row),
    talkLook(context),
  );
}
