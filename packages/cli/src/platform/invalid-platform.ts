import type { Problem } from "@lakewright/config";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { visibleText } from "../output/visible-text.ts";

/** The platform folder has problems: exit code 2. */
export class InvalidPlatform extends Error {
  override readonly name = "InvalidPlatform";
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super("the platform folder has problems");
    this.problems = problems;
  }
}

/** Lists the problems on stderr, with `--json` also on stdout. */
export async function reportProblems(
  context: Context,
  { problems }: InvalidPlatform,
): Promise<ExitCode> {
  if (context.json) await context.print(JSON.stringify({ ok: false, problems }, null, 2));
  for (const line of await problemLines(context, problems)) await context.say(line);
  await context.say(context.talk.red(countOf(problems)));
  return exitCodes.badCall;
}

/** Problems as text, warnings marked. */
export async function problemLines(
  { io, talk }: Context,
  problems: readonly Problem[],
): Promise<string[]> {
  const { formatProblem } = await import("@lakewright/config");
  return problems.map((problem) => {
    const [head = "", ...rest] = formatProblem(problem, io.cwd).split("\n").map(visibleText);
    const place = /^(.*?:\d+:\d+)( {2})(.*)$/.exec(head);
    const paint = problem.severity === "error" ? talk.red : talk.yellow;
    const painted = place ? `${talk.bold(place[1] ?? "")}  ${paint(place[3] ?? "")}` : paint(head);
    return [painted, ...rest].join("\n");
  });
}

function countOf(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const counted = showNumberOf(errors, "problem");
  return warnings === 0 ? counted : `${counted}, ${showNumberOf(warnings, "warning")}`;
}
