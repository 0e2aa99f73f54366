import type { Access, ColumnSelection, Grant, GrantedResource, Manifest } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import { expressionText } from "./lake-permission.ts";
import { lakePolicy } from "./lake-policy.ts";

/** The declared rules, in words, so that a change of access shows in the diff of a deployment. */
export interface DeclaredGrants {
  /** ARNs and groups that Lake Formation grants to. */
  readonly principals: readonly string[];
  readonly databases: readonly string[];
  /** By the name in access.yaml: each grant on a line. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
  /** Classification: each resource with its tags. */
  readonly tags: readonly string[];
}

export function declaredGrants(manifest: Manifest): DeclaredGrants {
  const { access, grantees, databases } = lakePolicy(manifest);
  const names = [...new Set(access.grants.map(({ to }) => to))].sort();
  return {
    principals: grantees.map(({ principal }) => principal).sort(),
    databases: [...databases].sort(),
    grants: Object.fromEntries(names.map((name) => [name, grantsTo(access, name)])),
    tags: tagsOf(access),
  };
}

function grantsTo(access: Access, name: string): readonly string[] {
  const groups = Object.hasOwn(access.roles, name) ? (access.roles[name]?.groups ?? []) : [];
  const own = access.grants
    .filter(({ to }) => to === name)
    .map((grant) => grantText(access, grant));
  return [...groups.map((group) => `whatever ${group} has`), ...own].sort();
}

function grantText(access: Access, { permissions, grantable, resource }: Grant): string {
  const passedOn = grantable.length > 0 ? `, may pass on ${grantable.join(" ")}` : "";
  return `${permissions.join(" ")} on ${grantedResourceText(access, resource)}${passedOn}`;
}

function grantedResourceText(access: Access, resource: GrantedResource): string {
  switch (resource.kind) {
    case "database":
      return `database ${resource.database}`;
    case "all_tables":
      return `every table of ${resource.database}`;
    case "table":
      return `${tableId(resource)}${columnsText(resource.columns)}`;
    case "filter": {
      const filter = access.filters[resource.filter];
      if (!filter) return `filter ${resource.filter}`;
      const rows = filter.rowsText === undefined ? "" : ` where ${filter.rowsText}`;
      return `${tableId(filter)}${columnsText(filter.columns)}${rows}`;
    }
    case "tags":
      return `${resource.level}s tagged ${expressionText(resource.expression)}`;
    case "location":
      return `zone ${resource.zone}${resource.prefix && `/${resource.prefix}`}`;
  }
}

function columnsText(columns: ColumnSelection): string {
  if (columns.kind === "all") return "";
  return `${columns.kind === "include" ? "" : " but"} (${columns.names.join(", ")})`;
}

function tagsOf({ assignments }: Access): readonly string[] {
  const lines = assignments.map(({ resource, key, value }) => {
    const table = resource.kind === "database" ? "" : `.${resource.table}`;
    const columns = resource.kind === "columns" ? ` (${resource.columns.join(", ")})` : "";
    return `${resource.database}${table}${columns}: ${key}=${value}`;
  });
  return lines.sort();
}
