import { callOptions } from "./call/call-options.ts";
import { commandHelp, generalHelp } from "./call/help.ts";
import { type Call, parseCall, partOf } from "./call/parse-call.ts";
import type { Context } from "./command.ts";
import { commands } from "./commands/commands.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { coloursFor, shownText } from "./output/colours.ts";
import { visibleJson, visibleLines } from "./output/visible-text.ts";
import { reportFailure } from "./report-failure.ts";
import { version } from "./version.ts";

/** Runs one call of `lakewright` and returns its exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  // A call that cannot be parsed is still reported as JSON if it contains `--json`.
  const unread = { command: undefined, names: [], options: callOptions({}) };
  let context = contextOf(io, unread, argv.includes("--json"));
  try {
    const call = parseCall(helpAsOption(argv), commands);
    context = contextOf(io, call, call.options.has("json"));
    return await answer(call, context);
  } catch (error) {
    return await reportFailure(context, error);
  }
}

/** `help run` is what many try first: the same as `run --help`. */
function helpAsOption(argv: readonly string[]): readonly string[] {
  return argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
}

async function answer({ command, names, options }: Call, context: Context): Promise<ExitCode> {
  if (options.has("version")) await context.print(version);
  else if (options.has("help") || !command)
    await context.print(
      command ? commandHelp(command, partOf(command, names)) : generalHelp(commands),
    );
  else return command.run(context);
  return exitCodes.done;
}

function contextOf(io: Io, { names, options }: Call, json: boolean): Context {
  return {
    io,
    names,
    options,
    json,
    print: (line) => io.stdout.write(`${shownText(line, json ? visibleJson : visibleLines)}\n`),
    say: (line) => io.stderr.write(`${shownText(line)}\n`),
    talk: coloursFor(io.stderr.hasColour),
    data: coloursFor(io.stdout.hasColour),
  };
}
