import { relative } from "node:path";
import type { Deployment } from "@lakewright/config";
import type { Finding, Synthesis } from "@lakewright/infra";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { renderTable } from "../output/render-table.ts";
import { InvalidPlatform } from "../platform/invalid-platform.ts";
import { findingLines } from "./finding-lines.ts";

/**
 * Lists the stacks, and what the checkers find that nobody answers for: exit code 1. Entries of the platform folder
 * that do not fit are problems, as everywhere.
 */
export async function reportSynthesis(
  context: Context,
  { out, deployment, synthesis }: ReportedSynthesis,
): Promise<ExitCode> {
  const { apps, findings, problems } = synthesis;
  const isFit = findings.length === 0;
  if (findings.length > 0) await sayFindings(context, findings, deployment);
  if (problems.length > 0) throw new InvalidPlatform(problems);
  if (context.json)
    await context.print(JSON.stringify({ ok: isFit, out, apps, findings }, null, 2));
  else for (const line of stackTable(context, synthesis)) await context.print(line);
  return isFit ? exitCodes.done : exitCodes.failed;
}

export interface ReportedSynthesis {
  /** Absolute path of the folder of the assemblies. */
  readonly out: string;
  readonly deployment: Deployment;
  readonly synthesis: Synthesis;
}

async function sayFindings(
  context: Context,
  findings: readonly Finding[],
  { at }: Deployment,
): Promise<void> {
  for (const line of findingLines(context, findings)) await context.say(line);
  const file = relative(context.io.cwd, at.file);
  await context.say(
    context.talk.red(`${showNumberOf(findings.length, "finding")}: not fit to be deployed`),
  );
  await context.say(
    `  hint: correct them, or answer for each with an owner and a reason: deployment.acknowledgements in ${file}:${at.line}`,
  );
}

function stackTable({ data }: Context, { apps }: Synthesis): string[] {
  const columns = [
    { title: "app" },
    { title: "stack" },
    { title: "resources", align: "right" },
    { title: "bytes", align: "right" },
  ] as const;
  const rows = apps.flatMap(({ name, stacks }) =>
    stacks.map((stack) => [name, stack.name, String(stack.resources), String(stack.bytes)]),
  );
  return renderTable(columns, rows, { title: data.bold });
}
