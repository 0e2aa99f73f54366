import type { Access, Grant, Permission } from "@lakewright/config";
import { databaseTags, tagsMatch } from "./effective-tags.ts";
import { grantingPrincipals } from "./grant-index.ts";
import { heldOnDatabase, heldOnTable } from "./held-permissions.ts";

/** Access of a role to a database, apart from its tables. */
export interface DatabaseAccess {
  readonly role: string;
  readonly database: string;
  /** It is listed: the role holds DESCRIBE on it. */
  readonly visible: boolean;
  /** `create_table`, `alter`, `drop`, `describe`, `all`. */
  readonly permissions: readonly Permission[];
  /** Ids of the grants. */
  readonly because: readonly string[];
}

/**
 * Permissions on the database. A permission on a named table, or on all of them, makes the database visible; a tag
 * policy on tables does not (Lake Formation developer guide, "Metadata access control" and "Implicit permissions").
 */
export function databaseAccess(access: Access, role: string, database: string): DatabaseAccess {
  const principals = new Set(grantingPrincipals(access, role));
  const given = access.grants
    .filter((grant) => principals.has(grant.to))
    .map((grant) => ({ id: grant.id, permissions: givenOn(access, grant, database) }))
    .filter(({ permissions }) => permissions.length > 0);
  const permissions = [...new Set(given.flatMap((one) => one.permissions))];
  const because = given.map(({ id }) => id);
  return { role, database, visible: permissions.includes("describe"), permissions, because };
}

function givenOn(access: Access, grant: Grant, database: string): readonly Permission[] {
  const { resource } = grant;
  if (resource.kind === "database")
    return resource.database === database ? heldOnDatabase(grant.permissions) : [];
  if (resource.kind === "tags" && resource.level === "database")
    return tagsMatch(resource.expression, databaseTags(access, database))
      ? heldOnDatabase(grant.permissions)
      : [];
  return databaseOf(access, grant) === database && heldOnTable(grant.permissions).length > 0
    ? ["describe"]
    : [];
}

/** Of the table that the grant names. */
function databaseOf(access: Access, { resource }: Grant): string | undefined {
  if (resource.kind === "filter") return access.filters[resource.filter]?.database;
  if (resource.kind === "table" || resource.kind === "all_tables") return resource.database;
  return undefined;
}
