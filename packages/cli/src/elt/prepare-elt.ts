import type { Context } from "../command.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { requirementsFile } from "./requirements-file.ts";

/**
 * Opens ELT for these projects. A wrong name fails before an environment is made for it. Fails with `elt_unavailable` where Python
 * or PyPI is missing: who asks for ELT by name must not take its absence for a success.
 */
export async function prepareElt(
  context: Context,
  { environment, openElt, assertWritable }: OpenPlatform,
  names: readonly string[],
): Promise<ReturnType<OpenPlatform["openElt"]>> {
  const { chooseProjects, eltUnavailable, warehouseOf } = await import("@lakewright/engine");
  chooseProjects(warehouseOf(environment), names);
  assertWritable();
  const ports = openElt(requirementsFile());
  const missing = await ports.builder.prepare((text) => void context.say(text));
  if (missing !== undefined) throw eltUnavailable(missing);
  return ports;
}
