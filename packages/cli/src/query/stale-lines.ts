import type { StaleProject } from "@lakewright/engine";
import { showTime } from "../output/amounts.ts";

/** A line for each project of whose tables the statement names some, and whose newest build was not published. */
export function staleLines(stale: readonly StaleProject[], sql: string): string[] {
  const text = sql.toLowerCase();
  return stale
    .filter(({ schemas }) => schemas.some((schema) => text.includes(schema.toLowerCase())))
    .map(
      ({ project, last, published }) =>
        `stale: the build of ELT project ${project} on ${showTime(last.startedAt)} ${endOf(last.status)}; its tables are those of the build on ${showTime(published.startedAt)}: lakewright status`,
    );
}

function endOf(status: StaleProject["last"]["status"]): string {
  return status === "failed" ? "failed" : `was ${status}`;
}
