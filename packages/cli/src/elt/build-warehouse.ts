import type { Build, EltProgress } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../exit-code.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { writeLog } from "../platform/run-log.ts";
import { failureLines, failureOf } from "../report-failure.ts";
import { stopped } from "../run/stopped.ts";
import { eltLines } from "./elt-lines.ts";
import { prepareElt } from "./prepare-elt.ts";

export interface BuildCall {
  readonly names: readonly string[];
  readonly full: boolean;
  readonly replay: { readonly from: string; readonly to: string } | undefined;
}

/** Builds, tests and publishes the warehouse. Fails where Python or PyPI is missing. */
export async function buildWarehouse(context: Context, call: BuildCall): Promise<ExitCode> {
  const { buildProjects } = await import("@lakewright/engine");
  const signal = context.io.catchInterrupts();
  return withPlatform(context, async (opened) => {
    const { platform, environment, stateFolder } = opened;
    const ports = await prepareElt(context, opened, call.names);
    const began = Date.now();
    const build = await buildProjects(
      ports,
      { platform: platform.name, environment, ...call },
      { signal, report: progressTo(context) },
    );
    const ms = Date.now() - began;
    const failed = build.run.failure !== undefined;
    const asJson = { ok: !failed, ...(await buildJson(build, ms)) };
    await writeLog(stateFolder, failed ? "error" : "info", { command: "elt", ...asJson });
    if (context.json) await context.print(JSON.stringify(asJson, null, 2));
    await sayBuild(context, build, ms);
    if (signal.aborted) return exitCodeOf(signal);
    return failed ? exitCodes.failed : exitCodes.done;
  }).catch((error: unknown) => stopped(context, error, signal));
}

/** Prints the result of a build, then its warnings. */
export async function sayBuild(context: Context, build: Build, ms: number): Promise<void> {
  const { talk, say } = context;
  const { freshnessLine } = await import("@lakewright/engine");
  for (const found of build.freshness)
    if (found.status !== "fresh") await say(talk.yellow(freshnessLine(found)));
  const paint = build.run.failure ? talk.red : talk.green;
  for (const [index, line] of eltLines(build.run, ms).entries())
    await say(index > 0 ? line : paint(line));
  if (!build.lineageError) return;
  for (const line of failureLines(context, await failureOf(build.lineageError))) await say(line);
}

/** The result of a build as JSON. */
export async function buildJson({ run, freshness, lineageError }: Build, ms: number) {
  const results = run.results.map(({ project, kind, name, status, ms: took, message }) => ({
    project,
    kind,
    name,
    status,
    ms: took,
    ...(status === "ok" ? {} : { message }),
  }));
  const lineage = lineageError ? { lineageError: await failureOf(lineageError) } : {};
  return { ...run, ms, results, freshness, ...lineage };
}

const sayEveryMs = 5000;

/** A line now and then: a build says nothing else for its first seconds. */
export function progressTo(context: Context): (progress: EltProgress) => void {
  let next = Date.now() + sayEveryMs;
  return ({ project, done, total }) => {
    if (Date.now() < next) return;
    next = Date.now() + sayEveryMs;
    void context.say(`${project}  ${done} of ${total} models and tests`);
  };
}
