import { CallError } from "../call/call-error.ts";
import type { CallOptions } from "../call/call-options.ts";
import type { Context } from "../command.ts";
import type { RunCall } from "./real-run.ts";

/** What a run reads: a call asks for one of these at most. */
const modes = [
  { options: ["full"], says: "--full reads everything" },
  { options: ["from", "to"], says: "--from and --to read a window" },
  { options: ["reconcile"], says: "--reconcile compares what was loaded" },
  { options: ["refresh"], says: "--refresh reads single fields of what was loaded" },
] as const;

/** What the options of a call ask of a run. Fails with a CallError where they contradict each other. */
export function requestOf({
  names,
  options,
}: Pick<Context, "names" | "options">): Omit<RunCall, "work" | "signal"> {
  assertOneMode(options);
  const [from, to] = [options.date("from"), options.date("to")];
  if ((from ?? to) && names.length === 0)
    throw new CallError(
      "--from and --to need the names of the flows to read",
      "lakewright run Account --from …",
    );
  if (from && to && from >= to) throw new CallError("--from must lie before --to");
  return {
    names,
    full: options.has("full"),
    reconcile: options.has("reconcile"),
    refresh: options.has("refresh"),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

function assertOneMode(options: CallOptions): void {
  const isGiven = (name: string) => options.has(name) || options.text(name) !== undefined;
  const [mode, other] = modes.filter((each) => each.options.some(isGiven));
  if (mode && other) throw new CallError(`${mode.says}, ${other.says}`, "leave one out");
  const comparing = options.has("reconcile") || options.has("refresh");
  if (mode && comparing && options.has("dry-run"))
    throw new CallError(`${mode.says}, which is not known before it runs`, "leave out --dry-run");
}
