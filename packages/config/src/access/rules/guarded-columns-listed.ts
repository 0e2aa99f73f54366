import { tableId } from "../../names/table-id.ts";
import type { Report } from "../../sections/rule.ts";
import type { AccessDraft, GovernedCatalogDraft, GrantDraft } from "../draft/access-draft.ts";
import { appliesIn } from "../draft/applies-in.ts";
import { type Sensitivities, sensitivitiesOf } from "../draft/sensitivities.ts";
import type { ColumnSelection } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

/**
 * Where a table has personal or unclassified data, its columns are opened one by one or by their tags:
 * all columns, or all but some, would open those that come later too. The content of a table of the warehouse is known only when it
 * is built, so that it counts as unclassified. Stewards see everything anyway.
 */
export const guardedColumnsListed = aboutAccess((access, report) => {
  const stewards = stewardsOf(access);
  for (const catalog of access.catalogs) {
    const sensitivities = sensitivitiesOf(access, catalog);
    for (const grant of access.grants) {
      if (stewards.has(grant.to) || !readsData(grant) || !appliesIn(grant, catalog)) continue;
      check(grant, { access, catalog, sensitivities }, report);
    }
  }
});

interface Context {
  readonly access: AccessDraft;
  readonly catalog: GovernedCatalogDraft;
  readonly sensitivities: Sensitivities;
}

/** Names of the roles that unclassified columns are open to. */
export function stewardsOf({ roles }: AccessDraft): ReadonlySet<string> {
  return new Set(roles.filter(({ kind }) => kind === "steward").map(({ name }) => name));
}

const reading = new Set<string>(["select", "insert", "delete", "all"]);

/** INSERT and DELETE let the holder read, by the wording of Lake Formation's permissions reference. */
export function readsData({ permissions }: GrantDraft): boolean {
  return permissions.some((permission) => reading.has(permission));
}

function check(grant: GrantDraft, context: Context, report: Report): void {
  const { tables, warehouse } = context.catalog;
  const opened = openedWide(grant, context.access);
  if (opened === undefined) return;
  const { how, table, database } = opened;
  const all = [...tables.keys(), ...warehouse.keys()];
  const wide = table ? [table] : all.filter((id) => id.startsWith(`${database}.`));
  const built = wide.find((id) => warehouse.has(id));
  if (built !== undefined) {
    const message = `${grant.to} gets ${how} of ${built}, whose columns are classified when it is built`;
    report({ code: "LW1629", place: grant.place, message, hint });
    return;
  }
  const guarded = wide.find((id) => tables.has(id) && context.sensitivities.isGuarded(id));
  if (guarded === undefined) return;
  const sensitivity = context.sensitivities.ofTable(guarded);
  const data = sensitivity === "unclassified" ? "unclassified" : "personal or unclassified";
  const message = `${grant.to} gets ${how} of ${guarded}, which has ${data} data`;
  report({ code: "LW1629", place: grant.place, message, hint });
}

const hint =
  "list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }";

interface OpenedWide {
  readonly how: string;
  readonly database: string;
  /** Undefined for all tables of the database. */
  readonly table: string | undefined;
}

function openedWide({ resource }: GrantDraft, access: AccessDraft): OpenedWide | undefined {
  if (resource.kind === "all_tables") {
    return { how: "all columns", database: resource.database, table: undefined };
  }
  const named = resource.kind === "filter" ? access.filters.get(resource.filter) : resource;
  if (named === undefined || !("columns" in named)) return undefined;
  const how = wideness(named.columns);
  if (how === undefined) return undefined;
  return { how, database: named.database, table: tableId(named) };
}

function wideness({ kind }: ColumnSelection): string | undefined {
  if (kind === "all") return "all columns";
  return kind === "exclude" ? "all columns but some" : undefined;
}
