import type { Environment } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { PlatformError } from "../../core/index.ts";
import { chooseFlows } from "./choose-flows.ts";

/** The flows and ELT projects that a call of `run` names. */
export interface Work {
  /** Names of flows to run, empty = those that are due; undefined = none at all. */
  readonly flows: readonly string[] | undefined;
  /** ELT projects to build; undefined = those that are due; empty = none. */
  readonly projects: readonly string[] | undefined;
}

/**
 * Without names, everything that is due. With names, those flows and ELT projects alone. Fails
 * with `unknown_name`.
 */
export function chooseWork(
  { flows, warehouse }: Pick<Environment, "flows" | "warehouse">,
  names: readonly string[],
): Work {
  if (names.length === 0) return { flows: [], projects: undefined };
  const known = new Map((warehouse?.projects ?? []).map(({ name }) => [name.toLowerCase(), name]));
  const projects = names.flatMap((name) => known.get(name.toLowerCase()) ?? []);
  const others = names.filter((name) => !known.has(name.toLowerCase()));
  try {
    chooseFlows(flows, others);
  } catch (error) {
    if (!(error instanceof PlatformError) || known.size === 0) throw error;
    const [near] = others.flatMap((name) => didYouMean(name, known.values()) ?? []);
    const hint = near ?? `${error.hint}; ELT projects: ${[...known.values()].join(", ")}`;
    throw new PlatformError(error.code, error.message, hint);
  }
  return { flows: others.length === 0 ? undefined : others, projects: [...new Set(projects)] };
}
