import { relative } from "node:path";
import type { Deployment } from "@lakewright/config";
import type { Finding, LimitFinding, Synthesis } from "@lakewright/infra";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showBytes, showCount, showNumberOf } from "../output/amounts.ts";
import { groupedTable } from "../output/grouped-table.ts";
import { renderTable } from "../output/render-table.ts";
import { dataLook, talkLook } from "../output/table-look.ts";
import { InvalidPlatform } from "../platform/invalid-platform.ts";
import { stackRows } from "./stack-rows.ts";

/**
 * Lists the stacks, what comes near a limit of AWS, and what the checkers find that nobody answers for: exit code 1.
 * Entries of the platform folder that do not fit are problems, as everywhere.
 */
export async function reportSynthesis(
  context: Context,
  { out, deployment, synthesis }: ReportedSynthesis,
): Promise<ExitCode> {
  const { apps, findings, problems, limits } = synthesis;
  if (findings.length > 0) await sayFindings(context, findings, deployment);
  for (const limit of limits)
    for (const line of limitLines(context, limit)) await context.say(line);
  if (problems.length > 0) throw new InvalidPlatform(problems);
  const ok = isFitToDeploy(synthesis);
  if (context.json)
    await context.print(JSON.stringify({ ok, out, apps, findings, limits }, null, 2));
  else for (const line of summaryLines(context, synthesis)) await context.print(line);
  return ok ? exitCodes.done : exitCodes.failed;
}

/** True where no finding is open, every entry of the folder fits, and no limit is passed. */
export function isFitToDeploy({ findings, problems, limits }: Synthesis): boolean {
  const isWithinLimits = limits.every(({ severity }) => severity === "warning");
  return findings.length === 0 && problems.length === 0 && isWithinLimits;
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
    context.talk.red(`${showNumberOf(findings.length, "finding")}: not fit to deploy`),
  );
  await context.say(
    `  hint: fix them, or acknowledge each with an owner and a reason: deployment.acknowledge in ${file}:${at.line}`,
  );
}

function summaryLines(context: Context, { apps }: Synthesis): string[] {
  const columns = [
    { title: "app" },
    { title: "stack" },
    { title: "resources", align: "right" },
    { title: "flows", align: "right" },
    { title: "template", align: "right" },
  ] as const;
  const rows = stackRows(apps).map(({ app, stack, resources, flows, bytes }) => [
    app,
    stack,
    showCount(resources),
    flows === 0 ? "-" : showCount(flows),
    showBytes(bytes),
  ]);
  return renderTable(columns, rows, dataLook(context));
}

/** `LW3101  warning: gtm-dev-a: 400 resources, …` and what to do. */
function limitLines({ talk }: Context, { code, severity, where, message, hint }: LimitFinding) {
  const paint = severity === "error" ? talk.red : talk.yellow;
  return [paint(`${code}  ${severity}: ${where}: ${message}`), `  hint: ${hint}`];
}

/** Findings of the checkers as a table: under each rule's message, a line per construct and rule. */
function findingLines(context: Context, findings: readonly Finding[]): string[] {
  const messages = [...new Set(findings.map(({ message }) => message))];
  const groups = messages.map((message) => {
    const same = findings.filter((finding) => finding.message === message);
    return { title: message, rows: same.map(({ on, rule }) => [on, rule]) };
  });
  const columns = [{ title: "construct" }, { title: "finding" }] as const;
  return groupedTable(columns, groups, talkLook(context));
}
