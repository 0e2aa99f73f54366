import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { requirementsFile } from "./requirements-file.ts";

/**
 * Opens ELT for these projects; the command's exit code where Python or PyPI is missing, after saying so. A wrong name fails
 * before an environment is made for it.
 */
export async function prepareElt(
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

/** Says that ELT was skipped, and what it lacks. */
export function missingEltLines(reason: string): string[] {
  return [
    `SKIPPED  ELT: ${reason}`,
    "  hint: it needs python3 (3.10 or newer) with venv, and PyPI once",
  ];
}

/** ELT needs Python; the rest of the platform does not. */
async function skipElt(context: Context, reason: string): Promise<ExitCode> {
  const required = context.io.env.LAKEWRIGHT_REQUIRE_ALL === "1";
  for (const line of missingEltLines(reason)) await context.say(line);
  if (context.json)
    await context.print(JSON.stringify({ ok: !required, status: "skipped", reason }));
  return required ? exitCodes.failed : exitCodes.done;
}
