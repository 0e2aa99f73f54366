import type { Environment } from "@lakewright/config";

/** Catalog databases of an environment, by name: one for each connector profile that brings rows into the lake. */
export function databasesOf({ flows }: Pick<Environment, "flows">): readonly string[] {
  const inbound = flows.filter(({ direction }) => direction === "in");
  return [...new Set(inbound.map(({ database }) => database))].sort();
}
