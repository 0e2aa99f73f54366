import type { Place } from "../../source/place.ts";
import { optionalText, plainMap, textMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { draftEnvironments, type EnvironmentDraft, type TagsDraft } from "./draft-environments.ts";

/** platform.yaml with defaults filled in, before it is known to be right. */
export interface PlatformSectionDraft {
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly tags: TagsDraft;
  readonly platformPlace: Place;
  readonly environments: readonly EnvironmentDraft[];
}

/** Drafts platform.yaml. */
export function draftPlatformSection(section: Section): PlatformSectionDraft {
  const raw = plainMap(section.value.platform);
  return {
    name: optionalText(raw.name),
    owner: optionalText(raw.owner),
    tags: { values: textMap(raw.tags), place: { section, path: ["platform", "tags"] } },
    platformPlace: { section, path: ["platform"], aim: { key: true } },
    environments: draftEnvironments(section),
  };
}
