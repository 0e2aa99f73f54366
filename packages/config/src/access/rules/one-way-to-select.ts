import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import { tableId } from "../../names/table-id.ts";
import { describedPlace } from "../../source/place.ts";
import type { AccessDraft, GrantDraft } from "../draft/access-draft.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { aboutAccess } from "./access-rule.ts";

/**
 * A role that may select a part of a table of the lake has no other permission on it: Lake Formation refuses the
 * second grant, or the columns and rows of the first have no effect.
 */
export const oneWayToSelect = aboutAccess((access, report) => {
  for (const catalog of access.catalogs) {
    const whole = grantsOnWholeTables(access, catalog);
    for (const grant of access.grants) {
      const table = partOf(grant, access);
      if (table === undefined || !appliesIn(grant, catalog)) continue;
      if (catalog.warehouse.has(table)) continue;
      const [database = ""] = table.split(".");
      const others = [table, `${database}.*`].flatMap((id) => whole.get(`${grant.to} ${id}`) ?? []);
      const [other] = others;
      if (other === undefined) continue;
      const message = `${grant.to} selects a part of ${table} here and has ${other.permissions.join(", ")} on all of it at ${describedPlace(other.place)}`;
      report({
        code: "LW1619",
        place: grant.place,
        message,
        hint: "keep one of the two, or give one to another role",
      });
    }
  }
});

/** The table of which a grant opens columns or rows only. */
function partOf({ resource }: GrantDraft, { filters }: AccessDraft): string | undefined {
  if (resource.kind === "filter") {
    const filter = filters.get(resource.filter);
    return filter && tableId(filter);
  }
  const isPart = resource.kind === "table" && resource.columns.kind !== "all";
  return isPart ? tableId(resource) : undefined;
}

/** Grants on tables as they are, by `<role> <table>`; `<database>.*` for all tables. */
function grantsOnWholeTables(access: AccessDraft, catalog: CatalogDraft) {
  const found = new Map<string, GrantDraft[]>();
  for (const grant of access.grants) {
    const { resource, to } = grant;
    if (!appliesIn(grant, catalog) || partOf(grant, access) !== undefined) continue;
    if (resource.kind !== "table" && resource.kind !== "all_tables") continue;
    const id = resource.kind === "table" ? tableId(resource) : `${resource.database}.*`;
    found.set(`${to} ${id}`, [...(found.get(`${to} ${id}`) ?? []), grant]);
  }
  return found;
}
