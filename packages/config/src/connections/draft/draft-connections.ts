import type { Place } from "../../source/place.ts";
import { optionalText, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";

export interface ConnectionDraft {
  readonly name: string;
  readonly kind: string | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** connections.yaml, before it is known to be right. */
export interface ConnectionsDraft {
  readonly connections: readonly ConnectionDraft[];
  /** False when a file of connections could not be read, so that others may be declared in it. */
  readonly allConnectionsKnown: boolean;
}

/** Every declared connection. */
export function draftConnections(section: Section | undefined): readonly ConnectionDraft[] {
  if (section === undefined) return [];
  return Object.entries(plainMap(section.value.connections)).map(([name, value]) => {
    const raw = plainMap(value);
    const place: Place = { section, path: ["connections", name], aim: { key: true } };
    return { name, kind: optionalText(raw.kind), raw, place };
  });
}
