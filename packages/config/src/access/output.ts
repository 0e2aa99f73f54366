import type { CatalogDraft, TableDraft } from "../appflow/draft/draft-catalogs.ts";
import { tableId } from "../names/table-id.ts";
import { positionAt, withPosition } from "../source/place.ts";
import { describePosition } from "../source/source-position.ts";
import type {
  AccessDraft,
  FilterDraft,
  GovernedCatalogDraft,
  GrantDraft,
  RoleDraft,
} from "./draft/access-draft.ts";
import { appliesIn } from "./draft/applies-in.ts";
import { hasTable } from "./draft/governed-catalogs.ts";
import { groupsByRole } from "./draft/groups-by-role.ts";
import type { Access, AccessRole, GrantedResource, TagAssignment } from "./types.ts";

/** Access in one environment, without rules on tables that only other environments have. */
export function toAccess(draft: AccessDraft, environment: string): Access | undefined {
  const catalog = draft.catalogs.find((each) => each.environment === environment);
  return catalog && accessIn(draft, catalog);
}

function accessIn(draft: AccessDraft, catalog: GovernedCatalogDraft): Access {
  const has = (table: { database: string; table: string }) => hasTable(catalog, table);
  const filters = [...draft.filters.values()].filter(has);
  const granted = draft.grants.filter(
    (grant) => appliesIn(grant, catalog) && isThere(grant.resource, catalog, filters),
  );
  return {
    roles: toRoles(draft.roles, catalog),
    tags: byName([...draft.tags.values()].map(({ key, values }) => [key, values])),
    assignments: [...seedsOf(draft, catalog), ...assignmentsIn(draft, catalog)],
    filters: byName(filters.map((filter) => [filter.name, withPosition(filter)])),
    grants: granted.map(toGrant),
    closed: draft.closed
      .filter((closed) => has(closed) && appliesIn(closed, catalog))
      .map((closed) => {
        const { environments: _, ...same } = withPosition(closed);
        return same;
      }),
    masks: draft.masks.filter(has).map(withPosition),
    exceptions: draft.exceptions.map(withPosition),
    domains: byName(draft.domains.map((domain) => [domain.name, withPosition(domain)])),
    tests: draft.tests.filter(has).map(withPosition),
  };
}

function toRoles(roles: readonly RoleDraft[], catalog: CatalogDraft): Access["roles"] {
  const groups = groupsByRole(roles);
  return byName(
    roles.map((role): [string, AccessRole] => {
      const { iamRoles, ...same } = withPosition(role);
      const { environment, standsFor } = catalog;
      const iamRole = iamRoles[environment] ?? iamRoles[standsFor] ?? iamRoles.all;
      return [role.name, { ...same, iamRole, groups: groups.get(role.name) ?? [] }];
    }),
  );
}

function isThere(
  resource: GrantedResource,
  catalog: GovernedCatalogDraft,
  filters: readonly FilterDraft[],
): boolean {
  if (resource.kind === "table") return hasTable(catalog, resource);
  if (resource.kind === "filter") return filters.some(({ name }) => name === resource.filter);
  return true;
}

/** `sensitivity` of each table from its flow's `pii`, unless the table is assigned one. */
function seedsOf({ assignments }: AccessDraft, { tables }: CatalogDraft): TagAssignment[] {
  const decided = new Set<string>(
    assignments.flatMap(({ resource, key }) =>
      key === "sensitivity" && resource.kind === "table" ? [tableId(resource)] : [],
    ),
  );
  const undecided = [...tables].filter(([id]) => !decided.has(id));
  return undecided.map(([, { database, table, seed, flow }]: [string, TableDraft]) => ({
    resource: { kind: "table", database, table },
    key: "sensitivity",
    value: seed,
    at: positionAt(flow.placeOf("pii")),
  }));
}

function assignmentsIn(
  { assignments }: AccessDraft,
  catalog: GovernedCatalogDraft,
): TagAssignment[] {
  return assignments
    .filter(({ resource }) => resource.kind === "database" || hasTable(catalog, resource))
    .map(withPosition);
}

function toGrant(draft: GrantDraft): Access["grants"][number] {
  const { name, isOneOfSeveral, environments: _, ...same } = withPosition(draft);
  const own = name ?? describePosition(same.at);
  return { ...same, id: isOneOfSeveral ? `${own} (${same.to})` : own };
}

/** Without a prototype: any name may be looked up in it. */
function byName<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
