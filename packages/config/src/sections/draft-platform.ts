import { draftAccess } from "../access/draft/draft-access.ts";
import { roleNames } from "../access/draft/draft-roles.ts";
import { governedCatalogs } from "../access/draft/governed-catalogs.ts";
import { draftCatalogs } from "../appflow/draft/draft-catalogs.ts";
import { draftAppflow } from "../appflow/draft/draft-flows.ts";
import { draftConnections } from "../connections/draft/draft-connections.ts";
import type { KnownColumns } from "../known-columns.ts";
import { draftPlatformSection } from "../platform/draft/draft-platform-section.ts";
import type { Section } from "../source/section.ts";
import { draftWarehouse } from "../warehouse/draft/draft-warehouse.ts";
import type { PlatformDraft } from "./platform-draft.ts";
import type { SectionName } from "./section-names.ts";

export type Sections = { readonly platform: Section } & Partial<Record<SectionName, Section>>;

/** Input of `draftPlatform` besides the sections. */
export interface DraftContext {
  /** Sections of which a file could not be read or parsed: what they declare is not all known. */
  readonly incomplete: ReadonlySet<SectionName>;
  readonly folder: string;
  /** When the folder was read. */
  readonly now: Date;
  readonly knownColumns?: KnownColumns | undefined;
}

/** Joins the drafts of all sections so that rules can check them, whatever is missing or wrong. */
export function draftPlatform(
  sections: Sections,
  { incomplete, folder, now, knownColumns }: DraftContext,
): PlatformDraft {
  const platform = draftPlatformSection(sections.platform);
  const appflow = draftAppflow(sections.appflow, platform);
  const connections = draftConnections(sections.connections);
  const allConnectionsKnown = !incomplete.has("connections");
  const names = new Set(connections.map(({ name }) => name));
  // The table of a flow with a wrong connection is unknown: one slip is one problem, not one for each mention of its tables.
  const flows = appflow.flows.filter(({ profile }) => !allConnectionsKnown || names.has(profile));
  const lake = {
    catalogs: draftCatalogs(flows, platform.environments),
    allTablesKnown: !incomplete.has("appflow") && flows.length === appflow.flows.length,
  };
  const warehouse = draftWarehouse(sections.warehouse, {
    ...lake,
    platform: platform.name ?? "platform",
    environments: platform.environments,
    roles: incomplete.has("access") ? undefined : roleNames(sections.access),
  });
  return {
    ...platform,
    connections,
    allConnectionsKnown,
    ...appflow,
    access: draftAccess(sections.access, {
      catalogs: governedCatalogs(lake.catalogs, warehouse, folder),
      allTablesKnown: lake.allTablesKnown && !incomplete.has("warehouse"),
    }),
    warehouse,
    folder,
    now,
    knownColumns,
  };
}
