import type { ProjectsRun } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { buildJson, progressTo, sayBuild } from "../elt/build-warehouse.ts";
import { requirementsFile } from "../elt/requirements-file.ts";
import { showNumberOf } from "../output/amounts.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { failureLines, failureOf } from "../report-failure.ts";
import { lateLine } from "../status/project-lines.ts";

export interface ProjectsRequest {
  /** Undefined = those that are due. */
  readonly names: readonly string[] | undefined;
  readonly full: boolean;
  readonly signal: AbortSignal;
}

/** The result of the ELT part of a run as JSON. */
export interface ProjectsReport {
  readonly ok: boolean;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Builds the ELT projects of a run and reports the result of each. Where Python is missing named ones fail, due ones are skipped. */
export async function runProjectsOf(
  context: Context,
  { platform, environment, openElt }: OpenPlatform,
  { names, full, signal }: ProjectsRequest,
): Promise<ProjectsReport> {
  const { runProjects } = await import("@lakewright/engine");
  const call = { platform: platform.name, environment, names, full };
  const say = (text: string) => void context.say(text);
  const watch = { signal, report: progressTo(context), say };
  const run = await runProjects(openElt(requirementsFile()), call, watch);
  await sayProjects(context, run);
  return reportOf(context, run);
}

async function sayProjects(context: Context, run: ProjectsRun): Promise<void> {
  const { say, talk } = context;
  for (const { project, ms, ...build } of run.builds) {
    await say(talk.bold(`ELT project ${project}`));
    await sayBuild(context, build, ms);
  }
  for (const { project, error } of run.failures) {
    await say(talk.bold(`ELT project ${project} failed`));
    for (const line of failureLines(context, await failureOf(error))) await say(`  ${line}`);
  }
  for (const line of await missingLines(run)) await say(talk.yellow(line));
  for (const line of skippedProjectLines(run)) await say(talk.dim(line));
  for (const late of run.late) await say(talk.yellow(`ELT project ${lateLine(late)}`));
}

async function reportOf(context: Context, run: ProjectsRun): Promise<ProjectsReport> {
  const builds = await Promise.all(
    run.builds.map(async ({ project, ms, ...build }) => ({
      project,
      ...(await buildJson(build, ms)),
    })),
  );
  const failures = await Promise.all(
    run.failures.map(async ({ project, error }) => ({ project, ...(await failureOf(error)) })),
  );
  const failed = failures.length > 0 || builds.some(({ status }) => status === "failed");
  const required = context.io.env.LAKEWRIGHT_REQUIRE_ALL === "1" && run.missing !== undefined;
  const { skipped, late, missing } = run;
  const json = {
    builds,
    failures,
    skipped,
    late,
    ...(missing ? { status: "skipped", ...missing } : {}),
  };
  return { ok: !failed && !required, json };
}

/** Due projects that this machine cannot build: how many, why, and how to get what is missing. */
async function missingLines({ missing }: ProjectsRun): Promise<string[]> {
  if (missing === undefined) return [];
  const { howToGetElt } = await import("@lakewright/engine");
  const { reason, projects } = missing;
  const count = showNumberOf(projects.length, "ELT project");
  return [`SKIPPED  ${count} (${projects.join(", ")}): ${reason}`, `  hint: ${howToGetElt}`];
}

function skippedProjectLines({ skipped }: ProjectsRun): string[] {
  return skipped.map(({ project, reason }) => `ELT project ${project}: ${reason}`);
}
