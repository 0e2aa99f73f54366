import { parseArgs } from "node:util";
import { didYouMean } from "@lakewright/config/did-you-mean";
import type { Command, OptionSpec } from "../command.ts";
import { CallError } from "./call-error.ts";
import { type CallOptions, callOptions } from "./call-options.ts";

/** Options that every command takes. */
export const globalOptions: Readonly<Record<string, OptionSpec>> = {
  platform: {
    takes: "DIR",
    summary: "platform folder (default: the nearest one from here upwards with a platform.yaml)",
  },
  env: { takes: "NAME", summary: "environment (default: local)" },
  state: { takes: "DIR", summary: "state folder (default: .lakewright in the platform folder)" },
  json: { summary: "result as JSON on stdout" },
  help: { summary: "this help" },
  version: { summary: "version of lakewright" },
};

const shortOptions: Readonly<Record<string, string>> = { h: "help", v: "version" };

export interface Call {
  readonly command: Command | undefined;
  readonly names: readonly string[];
  readonly options: CallOptions;
}

/** Parses a command line. Fails with a CallError that suggests the most similar valid word. */
export function parseCall(argv: readonly string[], commands: readonly Command[]): Call {
  const first = tokensOf(argv, globalOptions).find(({ kind }) => kind === "positional");
  const name = first?.kind === "positional" ? first.value : undefined;
  const command = commands.find((each) => each.name === name);
  if (name !== undefined && !command) {
    const hint = didYouMean(
      name,
      commands.map((each) => each.name),
    );
    throw new CallError(`there is no command "${name}"`, hint ?? "lakewright --help lists them");
  }
  return readCall(argv, command);
}

function readCall(argv: readonly string[], command: Command | undefined): Call {
  const known = { ...globalOptions, ...command?.options };
  const names: string[] = [];
  const values: Record<string, unknown> = {};
  for (const token of tokensOf(argv, known)) {
    if (token.kind === "positional") names.push(token.value);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!spec) throw unknownOption(token.rawName, command, Object.keys(known));
    const value = optionValue(token, spec);
    if (spec.takes !== undefined && Object.hasOwn(values, token.name))
      throw givenTwice(token.name, spec.takes, [values[token.name], value]);
    values[token.name] = value;
  }
  const rest = names.slice(1);
  if (command && values.help !== true && values.version !== true)
    refuseIdle(command, { names: rest, given: Object.keys(values) });
  return { command, names: rest, options: callOptions(values) };
}

/** Nothing that is given is passed over in silence. Fails with a CallError for a name too many, and for an option without an effect. */
function refuseIdle(
  command: Command,
  { names, given }: { readonly names: readonly string[]; readonly given: readonly string[] },
): void {
  const { parts = {}, usage: whole, maxNames = 0, idle = [] } = command;
  const part = partOf(command, names);
  const own = part === "" ? names : names.slice(1);
  const surplus = own[part === "" ? maxNames : (parts[part]?.maxNames ?? 0)];
  if (surplus !== undefined)
    throw new CallError(
      `unexpected argument "${surplus}"`,
      `usage: lakewright ${parts[part]?.usage ?? whole}`,
    );
  for (const option of given) {
    if (hasEffect(command, option, part)) continue;
    const where = part === "" ? command.name : `${command.name} ${part}`;
    throw new CallError(`--${option} has no effect on ${where}`, "leave it out");
  }
  for (const { option, beside, hint } of idle) {
    const isBeside = beside === "names" ? own.length > 0 : given.includes(beside);
    if (!given.includes(option) || !isBeside) continue;
    const what = beside === "names" ? `"${own[0]}"` : `--${beside}`;
    throw new CallError(`--${option} has no effect beside ${what}`, hint);
  }
}

/** The part of the command that the names begin with; "" for none. */
export function partOf({ parts = {} }: Command, [first]: readonly string[]): string {
  return first !== undefined && Object.hasOwn(parts, first) ? first : "";
}

/** Whether an option does anything in a part of the command, "" for none of its parts. */
export function hasEffect({ options, shared }: Command, option: string, part: string): boolean {
  const own = Object.hasOwn(options, option) ? options[option] : undefined;
  if (own) return own.of === undefined || own.of.includes(part);
  return ["help", "version", ...shared].includes(option);
}

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

function tokensOf(argv: readonly string[], known: Readonly<Record<string, OptionSpec>>) {
  const options: Record<string, { type: "string" | "boolean"; short?: string }> = {};
  for (const [name, spec] of Object.entries(known))
    options[name] = { type: spec.takes === undefined ? "boolean" : "string" };
  for (const [short, name] of Object.entries(shortOptions))
    if (options[name]) options[name].short = short;
  return parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

/** parseArgs is lenient here so that this can say more than it would. */
function optionValue(token: OptionToken, spec: OptionSpec): string | true {
  const option = token.rawName;
  if (spec.takes === undefined) {
    if (token.value === undefined) return true;
    throw new CallError(`${option} takes no value, got "${token.value}"`);
  }
  const looksLikeOption = !token.inlineValue && /^--?[a-z]/i.test(token.value ?? "");
  if (token.value !== undefined && token.value !== "" && !looksLikeOption) return token.value;
  throw new CallError(`${option} needs a value: ${option} ${spec.takes}`);
}

/** The second value must not replace the first unnoticed: with `--as` it would be another role. */
function givenTwice(name: string, takes: string, [first, second]: readonly unknown[]): CallError {
  const message = `--${name} is given twice: "${first}" and "${second}"`;
  return new CallError(message, `give it once: --${name} ${takes}`);
}

function unknownOption(
  rawName: string,
  command: Command | undefined,
  known: readonly string[],
): CallError {
  const where = command ? ` of ${command.name}` : "";
  const help = command ? `lakewright ${command.name} --help` : "lakewright --help";
  const hint = didYouMean(
    rawName,
    known.map((name) => `--${name}`),
  );
  return new CallError(`there is no option ${rawName}${where}`, hint ?? `${help} lists them`);
}
