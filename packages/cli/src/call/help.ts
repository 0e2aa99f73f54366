import type { Command, OptionSpec } from "../command.ts";
import { globalOptions, hasEffect } from "./parse-call.ts";

/** Text of `lakewright --help`. */
export function generalHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  return [
    "lakewright: a governed data platform from one folder of YAML",
    "",
    "usage: lakewright <command> [names] [options]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    "",
    "options of most commands:",
    ...optionLines(globalOptions),
    "",
    "exit code: 0 done, 1 failed, 2 the configuration or the call is wrong",
    "`lakewright <command> --help` shows a command's own options with examples",
  ].join("\n");
}

/** Text of `lakewright <command> --help`. */
export function commandHelp(command: Command): string {
  const own = optionLines(command.options);
  return [
    command.summary,
    "",
    `usage: lakewright ${command.usage}`,
    ...(command.details ? ["", ...command.details] : []),
    ...(own.length > 0 ? ["", "options:", ...own] : []),
    "",
    "options of most commands:",
    ...optionLines(withoutOwn(command)),
    "",
    "examples:",
    ...command.examples.map((line) => `  ${line}`),
  ].join("\n");
}

function withoutOwn(command: Command): Readonly<Record<string, OptionSpec>> {
  const entries = Object.entries(globalOptions).filter(
    ([name]) => !(name in command.options) && hasEffect(command, name, ""),
  );
  return Object.fromEntries(entries);
}

const optionWidth = 18;

function optionLines(options: Readonly<Record<string, OptionSpec>>): string[] {
  return Object.entries(options).map(([name, { takes, summary }]) => {
    const left = `--${name}${takes === undefined ? "" : ` ${takes}`}`;
    return `  ${left.padEnd(optionWidth)} ${summary}`;
  });
}
