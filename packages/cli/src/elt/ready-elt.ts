import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { requirementsFile } from "./requirements-file.ts";

/**
 * What ELT of these projects needs, or how the command ends where Python or PyPI is missing, which has been said. A wrong name
 * is told before an environment is made for it.
 */
export async function readyElt(
  context: Context,
  { environment, openElt }: OpenPlatform,
  names: readonly string[],
): Promise<ReturnType<OpenPlatform["openElt"]> | ExitCode> {
  const { chooseProjects, warehouseOf } = await import("@lakewright/engine");
  chooseProjects(warehouseOf(environment), names);
  const ports = openElt(requirementsFile());
  const missing = await ports.builder.prepare((text) => void context.say(text));
  return missing === undefined ? ports : skipElt(context, missing);
}

/** ELT needs Python; all else of the platform does not. */
async function skipElt(context: Context, reason: string): Promise<ExitCode> {
  const required = context.io.env.LAKEWRIGHT_REQUIRE_ALL === "1";
  await context.say(`SKIPPED  ELT: ${reason}`);
  await context.say("  hint: it needs python3 (3.10 or newer) with venv, and PyPI once");
  if (context.json)
    await context.print(JSON.stringify({ ok: !required, status: "skipped", reason }));
  return required ? exitCodes.failed : exitCodes.done;
}
