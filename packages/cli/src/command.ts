import type { CallOptions } from "./call/call-options.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { Colours } from "./output/colours.ts";

export interface OptionSpec {
  /** Placeholder of the option's value, such as `DIR`; absent for a flag. */
  readonly takes?: string;
  readonly summary: string;
  /** Parts of the command in which it has an effect, "" for none of them; absent = everywhere. */
  readonly of?: readonly string[];
}

/** Options of every command that reads a platform, by name. */
export type SharedOption = "platform" | "env" | "state" | "json";

/** An option that has no effect beside another one, or beside names. */
export interface IdleOption {
  readonly option: string;
  /** Another option, or `names` after the command and its part. */
  readonly beside: string;
  readonly hint: string;
}

/** A part of a command, such as `access matrix`, with help of its own. */
export interface CommandPart {
  /** How many names may follow it. */
  readonly maxNames: number;
  readonly summary: string;
  /** The rest of the call after `lakewright`. */
  readonly usage: string;
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
  /** Those of the shared options that have an effect here; the others are refused. */
  readonly shared: readonly SharedOption[];
  /** Words that may follow first and choose a part of the command. */
  readonly parts?: Readonly<Record<string, CommandPart>>;
  readonly idle?: readonly IdleOption[];
  readonly examples: readonly string[];
  /** How many names may follow where no part is chosen; default 0. */
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
