import type { EltRun } from "@lakewright/engine";
import { showDuration, showNumberOf } from "../output/amounts.ts";

/** The lines about an ELT run: how much was built and tested; for a stopped one, what failed and everything downstream. */
export function eltLines(run: EltRun, ms: number): string[] {
  if (run.status === "unchanged")
    return ["nothing has changed since the last build: the warehouse stays as it is"];
  const models = run.results.filter(({ kind }) => kind === "model").length;
  const tests = run.results.filter(({ kind }) => kind === "test" || kind === "unit_test").length;
  const ran = `${showNumberOf(models, "model")} and ${showNumberOf(tests, "test")} in ${showDuration(ms)}`;
  const begun = `preparing the next state took ${showDuration(run.beginMs)}; dbt took ${showDuration(run.dbtMs)}`;
  const closed = run.notFollowed.map((text) => `closed, since it cannot be followed: ${text}`);
  const withdrawn = run.withdrawn.map(
    (name) => `withdrawn, since no model makes it any more: ${name}`,
  );
  if (!run.failure)
    return [
      `published: ${ran}, ${showNumberOf(run.tables, "table")} registered`,
      ...withdrawn,
      ...closed,
      begun,
    ];
  const { failed, downstream, project, owner, file, said } = run.failure;
  const why =
    failed.length > 0 ? `has ${showNumberOf(failed.length, "failure")}` : "could not be built";
  return [
    `not published: project ${project} (${owner}) ${why}; readers keep the previous state`,
    ...failed.map(
      ({ kind, name, message }) => `  ${kind.replace("_", " ")} ${name}: ${oneLine(message)}`,
    ),
    ...(said === ""
      ? []
      : said
          .trimEnd()
          .split("\n")
          .slice(-15)
          .map((line) => `  ${line}`)),
    ...(downstream.length > 0 ? [`  downstream: ${downstream.join(", ")}`] : []),
    ...(file === "" ? ["  nothing was built"] : [`  inspect: ${file}`, begun]),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
