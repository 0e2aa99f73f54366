import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import { plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";
import { parseNameList } from "../../values/name-list.ts";
import { draftMarts } from "./draft-marts.ts";
import { draftExternalSchemas, draftProjects } from "./draft-projects.ts";
import { draftRedshift } from "./draft-redshift.ts";
import { draftVault } from "./draft-vault.ts";
import type { WarehouseDraft } from "./warehouse-draft.ts";

export interface WarehouseSurroundings {
  readonly platform: string;
  readonly environments: readonly EnvironmentDraft[];
  readonly catalogs: readonly CatalogDraft[];
  readonly allTablesKnown: boolean;
  readonly roles: ReadonlySet<string> | undefined;
}

/** warehouse.yaml as a draft that rules can check; undefined when the folder has none. */
export function draftWarehouse(
  section: Section | undefined,
  { platform, environments, catalogs, allTablesKnown, roles }: WarehouseSurroundings,
): WarehouseDraft | undefined {
  if (section === undefined) return undefined;
  const overrides = ["warehouse", "redshift", "environments"];
  return {
    redshift: new Map(
      environments.map((each) => [each.name, draftRedshift(section, each, platform)]),
    ),
    externalSchemas: draftExternalSchemas(section),
    projects: draftProjects(section),
    vault: draftVault(section),
    marts: draftMarts(section),
    maskingFunctions: parseNameList(valueAt(section.value, ["warehouse", "masking_functions"])),
    catalogs,
    allTablesKnown,
    roles,
    overriding: Object.keys(plainMap(valueAt(section.value, overrides))).map((name) => ({
      name,
      place: { section, path: [...overrides, name], aim: { key: true } },
    })),
    place: { section, path: ["warehouse"], aim: { key: true } },
  };
}
