import { tableId } from "../../names/table-id.ts";
import type { Report } from "../../sections/rule.ts";
import { below, keyBelow, wordBelow } from "../../source/place.ts";
import type { AccessDraft, GovernedCatalogDraft, GrantDraft } from "../draft/access-draft.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { hasTable } from "../draft/governed-catalogs.ts";
import { sensitivitiesOf } from "../draft/sensitivities.ts";
import { aboutAccess } from "./access-rule.ts";
import { readsData, stewardsOf } from "./guarded-columns-listed.ts";

/** Columns that nobody has classified are open to stewards only, by name and by tags. */
export const unclassifiedClosed = aboutAccess((access, report) => {
  const stewards = stewardsOf(access);
  const others = access.grants.filter((grant) => !stewards.has(grant.to) && readsData(grant));
  for (const grant of others) checkTags(grant, report);
  for (const catalog of access.catalogs) checkColumns(others, { access, catalog }, report);
});

function checkTags({ resource, to, place }: GrantDraft, report: Report): void {
  if (resource.kind !== "tags" || resource.level === "database") return;
  const { sensitivity } = resource.expression;
  if (sensitivity === undefined) {
    const hint = "add sensitivity: [internal, public] to them";
    const message = `the tags leave sensitivity open, so ${to}, which is not a steward, gets unclassified columns`;
    report({ code: "LW1630", place: keyBelow(place, "tags"), message, hint });
  } else if (sensitivity.includes("unclassified")) {
    const at = wordBelow(below(place, "tags"), "sensitivity", "unclassified");
    report({
      code: "LW1630",
      place: at,
      message: `${to} is not a steward and gets unclassified columns`,
      hint: stewardHint,
    });
  }
}

const stewardHint = "classify them under assign:, or give the role kind: steward";

function checkColumns(
  grants: readonly GrantDraft[],
  { access, catalog }: { readonly access: AccessDraft; readonly catalog: GovernedCatalogDraft },
  report: Report,
): void {
  const sensitivities = sensitivitiesOf(access, catalog);
  for (const grant of grants) {
    const { resource, to, place } = grant;
    const named = resource.kind === "filter" ? access.filters.get(resource.filter) : resource;
    if (named === undefined || !("columns" in named) || named.columns.kind !== "include") continue;
    const table = tableId(named);
    if (!appliesIn(grant, catalog) || !hasTable(catalog, named)) continue;
    const column = named.columns.names.find(
      (name) => sensitivities.ofColumn(table, name) === "unclassified",
    );
    if (column === undefined) continue;
    const at = resource.kind === "filter" ? place : wordBelow(place, "columns", column);
    const message = `${to} is not a steward and gets ${column} of ${table}, which is unclassified`;
    report({ code: "LW1630", place: at, message, hint: stewardHint });
  }
}
