import type { Section } from "../source/section.ts";
import type { SectionName } from "../source/section-names.ts";
import { draftAccess } from "./access/draft-access.ts";
import { draftCatalogs } from "./access/draft-catalogs.ts";
import { roleNames } from "./access/draft-roles.ts";
import { governedCatalogs } from "./access/governed-catalogs.ts";
import { draftConnections } from "./draft-connections.ts";
import { draftEnvironments } from "./draft-environments.ts";
import { draftClasses, draftEntries, draftFlows, draftObjects } from "./draft-flows.ts";
import { plainMap, textMap } from "./plain-map.ts";
import type { PlatformDraft } from "./platform-draft.ts";
import { draftWarehouse } from "./warehouse/draft-warehouse.ts";

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
