import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import { tableId } from "../../names/table-id.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { aboutAccess } from "./access-rule.ts";

/** For each table with `pii: 1`, access.yaml says by name who sees it, or that nobody does. */
export const personalTablesRuled = aboutAccess((access, report) => {
  for (const catalog of access.catalogs) {
    const ruled = tablesWithRules(access, catalog);
    for (const [id, { seed, flow }] of catalog.tables) {
      if (seed !== "personal" || ruled.has(id)) continue;
      const message = `${id} holds personal data, and access.yaml does not say who sees it`;
      const hint = `grant some of it, tag its columns, or add { to: nobody, on: ${id}, reason: … } to grants`;
      report({ code: "LW1631", place: flow.placeOf("pii"), message, hint });
    }
  }
});

function tablesWithRules(access: AccessDraft, catalog: CatalogDraft): ReadonlySet<string> {
  const { grants, closed, filters, assignments } = access;
  const named = grants.filter((grant) => appliesIn(grant, catalog));
  const granted = named.flatMap(({ resource }) => {
    if (resource.kind === "table") return tableId(resource);
    const filter = resource.kind === "filter" ? filters.get(resource.filter) : undefined;
    return filter ? tableId(filter) : [];
  });
  const tagged = assignments.flatMap(({ resource, key }) =>
    resource.kind === "columns" && key === "sensitivity" ? tableId(resource) : [],
  );
  const shut = closed.filter((entry) => appliesIn(entry, catalog)).map(tableId);
  return new Set([...granted, ...tagged, ...shut]);
}
