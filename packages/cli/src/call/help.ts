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

/** Text of `lakewright <command> --help`, or of `lakewright <command> <part> --help`. */
export function commandHelp(command: Command, part = ""): string {
  const { summary, usage } = command.parts?.[part] ?? command;
  const details = part === "" ? command.details : undefined;
  const own = optionLines(ownOptions(command, part));
  return [
    summary,
    "",
    `usage: lakewright ${usage}`,
    ...(details ? ["", ...details] : []),
    ...(own.length > 0 ? ["", "options:", ...own] : []),
    "",
    "options of most commands:",
    ...optionLines(withoutOwn(command, part)),
    "",
    "examples:",
    ...examplesOf(command, part).map((line) => `  ${line}`),
  ].join("\n");
}

/** Options of the command, or those of them that have an effect on the part, without its name. */
function ownOptions(command: Command, part: string): Readonly<Record<string, OptionSpec>> {
  if (part === "") return command.options;
  const own = Object.entries(command.options).filter(([name]) => hasEffect(command, name, part));
  const prefix = new RegExp(`^(?:${Object.keys(command.parts ?? {}).join("|")}|, )+: `);
  return Object.fromEntries(
    own.map(([name, spec]) => [name, { ...spec, summary: spec.summary.replace(prefix, "") }]),
  );
}

function examplesOf({ name, examples }: Command, part: string): readonly string[] {
  const call = `lakewright ${name} ${part}`;
  return part === "" ? examples : examples.filter((line) => `${line} `.startsWith(`${call} `));
}

function withoutOwn(command: Command, part: string): Readonly<Record<string, OptionSpec>> {
  const entries = Object.entries(globalOptions).filter(
    ([name]) => !(name in command.options) && hasEffect(command, name, part),
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
