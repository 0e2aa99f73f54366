import { CallError } from "../../call/call-error.ts";
import type { Context } from "../../command.ts";
import { type ExitCode, exitCodes } from "../../exit-code.ts";
import { controlRequest } from "./control-request.ts";

const path = "/sandbox/faults";

/** Adds a fault to a running sandbox, or takes all back with `--clear`. */
export async function addFault(context: Context, [kind]: readonly string[]): Promise<ExitCode> {
  if (context.options.has("clear")) {
    await controlRequest(context, { method: "DELETE", path });
    if (context.json) await context.print(JSON.stringify({ ok: true, cleared: true }, null, 2));
    await context.say("all faults removed");
    return exitCodes.done;
  }
  if (kind === undefined)
    throw new CallError("fault needs a kind", "lakewright sandbox fault unavailable --times 3");
  refuseIdleDetails(context, kind);
  const body = { kind, ...detailsOf(context) };
  const fault = await controlRequest(context, { method: "POST", path, body });
  if (context.json) await context.print(JSON.stringify(fault, null, 2));
  else await context.say(`${kind} added; lakewright sandbox fault --clear removes it`);
  return exitCodes.done;
}

/** Kinds of fault that an option is for. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  rows: ["cut_at_row"],
  "after-bytes": ["drop", "cut_short"],
  "retry-after": ["too_many_requests", "unavailable"],
  "delay-ms": ["slow"],
};

function refuseIdleDetails({ options }: Context, kind: string): void {
  for (const [option, kinds] of Object.entries(kindsOf)) {
    if (options.text(option) === undefined || kinds.includes(kind)) continue;
    throw new CallError(
      `--${option} has no effect on a fault "${kind}"`,
      `it is for ${kinds.join(" and ")}`,
    );
  }
}

function detailsOf({ options }: Context): Record<string, unknown> {
  const times = options.text("times") === "always" ? "always" : options.wholeNumber("times", 1);
  const details = {
    match: options.text("match"),
    times,
    after: options.wholeNumber("after"),
    rows: options.wholeNumber("rows"),
    afterBytes: options.wholeNumber("after-bytes"),
    retryAfterSeconds: options.wholeNumber("retry-after"),
    delayMs: options.wholeNumber("delay-ms"),
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}
