import type { ConnectionDraft } from "../../sections/platform-draft.ts";
import { plainMap } from "../../source/plain-map.ts";
import type { Section } from "../../source/section.ts";

/** Every declared connection. */
export function draftConnections(section: Section | undefined): ConnectionDraft[] {
  if (section === undefined) return [];
  return Object.entries(plainMap(section.value.connections)).map(([name, value]) => {
    const raw = plainMap(value);
    const kind = typeof raw.kind === "string" ? raw.kind : undefined;
    return { name, kind, raw, place: { section, path: ["connections", name], aim: { key: true } } };
  });
}
