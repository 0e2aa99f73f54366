import type { Access } from "@lakewright/config";

/**
 * The rules on the lake, whose databases are given. Lake Formation knows no table of the warehouse: there Redshift
 * holds the grants, row policies and masks.
 */
export function lakeAccess(access: Access, databases: ReadonlySet<string>): Access {
  const isLake = ({ database }: { readonly database: string }) => databases.has(database);
  const filters = Object.entries(access.filters).filter(([, filter]) => isLake(filter));
  const filterNames = new Set(filters.map(([name]) => name));
  return {
    ...access,
    assignments: access.assignments.filter(({ resource }) => isLake(resource)),
    filters: Object.fromEntries(filters),
    grants: access.grants.filter(({ resource }) => {
      if (resource.kind === "filter") return filterNames.has(resource.filter);
      return !("database" in resource) || isLake(resource);
    }),
    closed: access.closed.filter(isLake),
    masks: access.masks.filter(isLake),
    tests: access.tests.filter(isLake),
  };
}
