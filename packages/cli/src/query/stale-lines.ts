import type { StaleProject } from "@lakewright/engine";
import { showTime } from "../output/amounts.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";

/** Lines about projects whose tables an answered statement names, and whose newest build was not published. */
export async function staleTables(
  { ports, environment }: Pick<OpenPlatform, "ports" | "environment">,
  sql: string,
): Promise<readonly string[]> {
  const { staleProjects } = await import("@lakewright/engine");
  const stale = await staleProjects(ports, environment);
  if (stale.length === 0) return [];
  const used = await ports.lakeQuery.relationsOf(sql);
  return staleLines(
    stale,
    used.map(({ schema }) => schema),
  );
}

/** A line for each project that builds one of these schemas. */
export function staleLines(stale: readonly StaleProject[], used: readonly string[]): string[] {
  const named = new Set(used.map((schema) => schema.toLowerCase()));
  return stale
    .filter(({ schemas }) => schemas.some((schema) => named.has(schema.toLowerCase())))
    .map(
      ({ project, last, published }) =>
        `stale: the build of ELT project ${project} on ${showTime(last.startedAt)} ${endOf(last.status)}; its tables are those of the build on ${showTime(published.startedAt)}: lakewright status`,
    );
}

function endOf(status: StaleProject["last"]["status"]): string {
  return status === "failed" ? "failed" : `was ${status}`;
}
