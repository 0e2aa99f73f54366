import type { CallOptions } from "./call/call-options.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { Colours } from "./output/colours.ts";

export interface OptionSpec {
  /** Placeholder of the option's value, such as `DIR`; absent for a flag. */
  readonly takes?: string;
  readonly summary: string;
}

/** One command a file in `commands/`; heavy packages are imported inside `run`, so that the rest starts fast. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The rest of the call after `lakewright`, such as `query "SQL" [options]`. */
  readonly usage: string;
  /** More to say in the command's own help, in lines. */
  readonly details?: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly string[];
  /** How many names may follow; default 0. */
  readonly maxNames?: number;
  run(context: Context): Promise<ExitCode>;
}

/** Input and output of a command. */
export interface Context {
  readonly io: Io;
  /** Positional arguments. */
  readonly names: readonly string[];
  readonly options: CallOptions;
  /** `--json` was given. */
  readonly json: boolean;
  /** Data: a line on stdout. Whatever it is made of, no control character but ours reaches the terminal, here and in `say`. */
  print(line: string): Promise<void>;
  /** Talk: a line on stderr. */
  say(line: string): Promise<void>;
  /** Colours for stderr and for stdout. */
  readonly talk: Colours;
  readonly data: Colours;
}
