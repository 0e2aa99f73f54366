import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import type { AccessTestResult } from "@lakewright/engine";
import type { LocalPlatform } from "@lakewright/engine/local";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showNumberOf } from "../output/amounts.ts";
import { visibleText } from "../output/visible-text.ts";
import { problemLines } from "../platform/invalid-platform.ts";
import { rowProblemsOf } from "../platform/row-problems.ts";
import { junitXml } from "./junit-xml.ts";
import { withAccess } from "./with-access.ts";

/** `lakewright access test`: every access test of access.yaml, by the rules and by reading the data as the role. */
export function test(context: Context): Promise<ExitCode> {
  const signal = context.io.catchInterrupts();
  return withAccess(context, async (open) => {
    const { testAccess } = await import("@lakewright/engine");
    const roles = rolesOf(open.openGoverned);
    const openRole = open.hasItsData ? roles.open : undefined;
    const { ports, environment } = open;
    const results = await testAccess({ ports, environment, signal }, openRole).finally(roles.close);
    const junit = context.options.text("junit");
    if (junit !== undefined) await writeFile(resolve(context.io.cwd, junit), junitXml(results));
    await (context.json ? printJson(context, results) : printLines(context, results));
    const problems = await rowProblemsOf(environment.access, open.tables);
    for (const line of await problemLines(context, problems)) await context.say(line);
    return results.some(isBroken) ? exitCodes.failed : exitCodes.done;
  });
}

/** A process for each role, kept until all is tested. */
function rolesOf(openGoverned: LocalPlatform["openGoverned"]) {
  const opened = new Map<string, ReturnType<typeof openGoverned>>();
  return {
    open: (role: string) => {
      const process = opened.get(role) ?? openGoverned();
      opened.set(role, process);
      return process;
    },
    close: async () => {
      for (const process of opened.values()) await (await process).close();
    },
  };
}

function isBroken({ byRules, byData = [] }: AccessTestResult): boolean {
  return byRules.length + byData.length > 0;
}

function printJson({ print }: Context, results: readonly AccessTestResult[]): Promise<void> {
  const shown = results.map((result) => {
    const { test, byRules, byData, expectsNoRow = false, untried } = result;
    const { name, as, database, table } = test;
    const ok = untried === undefined ? !isBroken(result) : null;
    const tried = { ok, byRules, byData: byData ?? null, expectsNoRow };
    return { name, as, table: `${database}.${table}`, ...tried, untried };
  });
  return print(JSON.stringify(shown, null, 2));
}

async function printLines(
  { print, say, data, talk, io }: Context,
  results: readonly AccessTestResult[],
): Promise<void> {
  for (const result of results) {
    const { test, byRules, byData } = result;
    const tried = isBroken(result) ? data.red("FAILED") : data.green("ok    ");
    const mark = result.untried === undefined ? tried : data.yellow("-     ");
    await print(`${mark}  ${visibleText(test.name)}`);
    if (!isBroken(result) && !result.expectsNoRow) continue;
    const { file, line, column } = test.at;
    await print(`        ${relative(io.cwd, file)}:${line}:${column}  as ${test.as}`);
    for (const problem of byRules) await print(visibleText(`        by the rules: ${problem}`));
    for (const problem of byData ?? []) await print(visibleText(`        on the data: ${problem}`));
    if (result.expectsNoRow) await print(data.yellow(`        on the data: ${noRow}`));
  }
  await say(summaryOf(talk, results));
}

const noRow = "no loaded row is one that it expects: check the values that it compares with";

function summaryOf(talk: Context["talk"], results: readonly AccessTestResult[]): string {
  const tried = results.filter(({ untried }) => untried === undefined);
  const [skipped] = results.flatMap(({ untried }) => untried ?? []);
  const text = summaryOfTried(talk, tried);
  if (skipped === undefined) return text;
  return `${text}\n${talk.yellow(`${results.length - tried.length} not tested: ${skipped}`)}`;
}

function summaryOfTried(talk: Context["talk"], results: readonly AccessTestResult[]): string {
  const failed = results.filter(isBroken).length;
  const unread = results.filter(({ byData }) => byData === undefined).length;
  const passed = `${results.length - failed} of ${showNumberOf(results.length, "test")} passed`;
  const empty = results.filter(({ expectsNoRow }) => expectsNoRow).length;
  if (empty > 0 && unread === 0) {
    const text = `${passed}, by the rules; of ${showNumberOf(empty, "test")} no expected row is loaded`;
    return failed > 0 ? talk.red(text) : talk.yellow(text);
  }
  const how = unread === 0 ? "by the rules and on the data" : "by the rules";
  const untried = `${unread} could not be tested on data, which this machine has not loaded or built`;
  const paint = failed > 0 ? talk.red : unread > 0 ? talk.yellow : talk.green;
  return paint(unread === 0 ? `${passed}, ${how}` : `${passed}, ${how}; ${untried}`);
}
