import type { Finding } from "../../source/finding.ts";
import type { Section } from "../../source/section.ts";
import type { AccessDraft, GovernedCatalogDraft } from "./access-draft.ts";
import { draftFilters } from "./draft-filters.ts";
import { draftDomains, draftExceptions } from "./draft-governance.ts";
import { draftGrants } from "./draft-grants.ts";
import { draftMasks } from "./draft-masks.ts";
import { draftRoles } from "./draft-roles.ts";
import { draftAssignments, draftTags } from "./draft-tags.ts";
import { draftTests } from "./draft-tests.ts";

export interface KnownTables {
  readonly catalogs: readonly GovernedCatalogDraft[];
  readonly allTablesKnown: boolean;
}

/** access.yaml as a draft that rules can check; undefined when the folder has none. */
export function draftAccess(
  section: Section | undefined,
  tables: KnownTables,
): AccessDraft | undefined {
  if (section === undefined) return undefined;
  const faults: Finding[] = [];
  const reader = { section, faults };
  return {
    place: { section, path: ["access"], aim: { key: true } },
    roles: draftRoles(reader),
    tags: draftTags(reader),
    assignments: draftAssignments(reader),
    filters: draftFilters(reader),
    ...draftGrants(reader),
    masks: draftMasks(reader),
    exceptions: draftExceptions(reader),
    domains: draftDomains(reader),
    tests: draftTests(reader),
    ...tables,
    faults,
  };
}
