import type { AccessTable } from "./access-table.ts";

/** Layers in the order in which data goes through them. */
export const accessLayers = ["raw", "staging", "vault", "mart"] as const;
export type AccessLayer = (typeof accessLayers)[number];

export function layerOf({ layer }: Pick<AccessTable, "layer">): AccessLayer {
  return layer ?? "raw";
}

/** Lake Formation decides over the lake; what it refuses or limits, and whom it lets pass, means nothing in the warehouse. */
export function isOfLake({ layer }: Pick<AccessTable, "layer">): boolean {
  return layer === undefined;
}
