import type { ProjectStatus, ProjectsRun } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showNumberOf, showTime } from "../output/amounts.ts";
import { type Cell, renderTable } from "../output/render-table.ts";
import { dataLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";

const columns = [
  { title: "ELT project" },
  { title: "last build" },
  { title: "when (UTC)" },
  { title: "published" },
  { title: "tables" },
  { title: "next" },
] as const;

/** Lines of `lakewright status` about ELT projects: one each, and whatever needs attention. */
export async function projectLines(
  context: Context,
  projects: readonly ProjectStatus[],
): Promise<string[]> {
  if (projects.length === 0) return [];
  const { freshnessLine, lateProjects } = await import("@lakewright/engine");
  const rows = projects.map((project) => projectRow(context, project));
  const stale = projects.flatMap(({ freshness }) => freshness.filter((f) => f.status !== "fresh"));
  const notes = [
    ...lateProjects(projects).map(lateLine),
    ...projects.flatMap(failureNotes),
    ...projects.flatMap(killedNotes),
    ...stale.map(freshnessLine),
  ];
  const heading = notes.length > 0 ? ["", context.data.bold("ELT needs attention")] : [];
  return [
    "",
    ...renderTable(columns, rows, dataLook(context)),
    ...heading,
    ...notes.map((note) => visibleText(`  ${note}`)),
  ];
}

/** `gtm (gtm-data) has not started by 05:00 UTC: waiting for …` */
export function lateLine({
  project,
  owner,
  deadline,
  reason,
}: ProjectsRun["late"][number]): string {
  return `${project} (${owner}) has not started by ${deadline.toISOString().slice(11, 16)} UTC: ${reason}`;
}

function projectRow({ data }: Context, project: ProjectStatus): (Cell | string)[] {
  const { lastRun, lastPublished, freshness } = project;
  const paint =
    lastRun?.status === "failed"
      ? data.red
      : lastRun?.status === "published" || lastRun?.status === "unchanged"
        ? data.green
        : data.yellow;
  return [
    project.project,
    lastRun ? { text: lastRun.status, paint } : "never",
    lastRun ? showTime(lastRun.startedAt) : "-",
    lastPublished ? showTime(lastPublished.startedAt) : "-",
    freshnessCell(data.yellow, freshness),
    nextOf(project),
  ];
}

function freshnessCell(
  paint: (text: string) => string,
  freshness: ProjectStatus["freshness"],
): Cell {
  const count = (status: string) => freshness.filter((found) => found.status === status).length;
  const [late, stale] = [count("late"), count("stale")];
  if (stale > 0) return { text: `${stale} stale`, paint };
  return late > 0
    ? { text: `${late} late`, paint }
    : { text: freshness.length > 0 ? "fresh" : "-" };
}

function nextOf({ due, next, awaited }: ProjectStatus): string {
  if (due) return "due now";
  if (next) return showTime(next);
  return awaited.length > 0 ? `waits for ${showNumberOf(awaited.length, "table")}` : "on arrival";
}

function failureNotes({ project, lastRun, failedState }: ProjectStatus): string[] {
  if (lastRun?.status !== "failed") return [];
  const where = failedState ? `; its state is kept: ${failedState}` : "";
  return [`${project} failed: ${lastRun.message}${where}`];
}

/** Until the next build has cleaned up, there are files that no list of states has. */
function killedNotes({ project, lastRun }: ProjectStatus): string[] {
  if (lastRun?.status !== "interrupted" || lastRun.endedAt) return [];
  return [`${project}: build ${lastRun.loadId} was killed; the next build removes what it left`];
}
