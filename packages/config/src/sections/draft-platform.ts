import { draftAccess } from "../access/draft/draft-access.ts";
import { roleNames } from "../access/draft/draft-roles.ts";
import { governedCatalogs } from "../access/draft/governed-catalogs.ts";
import { draftCatalogs } from "../appflow/draft/draft-catalogs.ts";
import {
  draftClasses,
  draftEntries,
  draftFlows,
  draftObjects,
} from "../appflow/draft/draft-flows.ts";
import { draftConnections } from "../connections/draft/draft-connections.ts";
import { draftEnvironments } from "../platform/draft/draft-environments.ts";
import { plainMap, textMap } from "../source/plain-map.ts";
import type { Section } from "../source/section.ts";
import { draftWarehouse } from "../warehouse/draft/draft-warehouse.ts";
import type { PlatformDraft } from "./platform-draft.ts";
import type { SectionName } from "./section-names.ts";

export type Sections = { readonly platform: Section } & Partial<Record<SectionName, Section>>;

/** Puts the sections together as a draft that rules can judge, whatever is missing or wrong. */
export function draftPlatform(
  {
    sections,
    incomplete,
  }: { readonly sections: Sections; readonly incomplete: ReadonlySet<SectionName> },
  folder: string,
  now: Date,
): PlatformDraft {
  const section = sections.platform;
  const raw = plainMap(section.value.platform);
  const name = textOf(raw.name);
  const environments = draftEnvironments(section);
  const classes = draftClasses(sections.appflow);
  const objects = classes.flatMap(draftObjects);
  const entries = objects.flatMap((object) => draftEntries(object, environments));
  const flows = entries.flatMap((entry) => draftFlows(name ?? "platform", entry));
  const catalogs = draftCatalogs(flows, environments);
  const allTablesKnown = !incomplete.has("appflow");
  const warehouse = draftWarehouse(sections.warehouse, {
    platform: name ?? "platform",
    environments,
    catalogs,
    allTablesKnown,
    roles: incomplete.has("access") ? undefined : roleNames(sections.access),
  });
  return {
    name,
    owner: textOf(raw.owner),
    folder,
    now,
    tags: { values: textMap(raw.tags), place: { section, path: ["platform", "tags"] } },
    platformPlace: { section, path: ["platform"], aim: { key: true } },
    environments,
    connections: draftConnections(sections.connections),
    allConnectionsKnown: !incomplete.has("connections"),
    classes,
    objects,
    entries,
    flows,
    access: draftAccess(sections.access, {
      catalogs: governedCatalogs(catalogs, warehouse, folder),
      allTablesKnown: allTablesKnown && !incomplete.has("warehouse"),
    }),
    warehouse,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
