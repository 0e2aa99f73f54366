import type { Path } from "../../source/node-at.ts";
import { plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";
import { parseReference } from "../../values/reference.ts";
import type { LineageTarget } from "../types.ts";

/** Target of the last map that has a `url`, never merged: a key belongs to the server that it was written for. */
export function draftLineage(section: Section, paths: readonly Path[]): LineageTarget | undefined {
  const maps = paths.map((path) => plainMap(valueAt(section.value, path)));
  const raw = maps.findLast(({ url }) => typeof url === "string");
  if (raw === undefined) return undefined;
  const { url, api_key } = raw;
  return {
    url: String(url).replace(/\/+$/, ""),
    apiKey: typeof api_key === "string" ? parseReference(api_key) : undefined,
  };
}
