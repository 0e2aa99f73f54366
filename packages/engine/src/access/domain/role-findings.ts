import type { Access, AccessRole } from "@lakewright/config";
import type { AccessFinding } from "./access-finding.ts";
import { type AccessTable, accessTableId, isOfLake } from "./access-table.ts";
import { databaseAccess } from "./database-access.ts";
import { indexGrants } from "./grant-index.ts";
import { tableAccessFrom } from "./table-access.ts";
import { taggedTable } from "./tagged-table.ts";

/** Findings about what a role does besides reading by grants. */
export function roleFindings(access: Access, tables: readonly AccessTable[]): AccessFinding[] {
  const roles = Object.values(access.roles).filter(({ kind }) => kind !== "group");
  const databases = [...new Set(tables.map(({ database }) => database))];
  return roles.flatMap((role) =>
    [
      ...databases.flatMap((database) => creatorFindings(access, role, database)),
      ...engineFindings(access, role, tables),
    ].map((finding) => ({ ...finding, role: role.name })),
  );
}

/** Whoever creates a table holds every permission on it with grant option (Lake Formation developer guide, "Implicit permissions"). */
function creatorFindings(
  access: Access,
  { name, at }: AccessRole,
  database: string,
): AccessFinding[] {
  if (!databaseAccess(access, name, database).permissions.includes("create_table")) return [];
  const message = `${name} may create tables in ${database}: until it is revoked, who creates a table may read it and grant every permission on it to others`;
  return [{ finding: "creator_keeps_all", on: `${name} ${database}`, message, at }];
}

const firstWithFilters = 5;

/** Lake Formation raises an error where an engine cannot leave out what a role may not see ("Data filtering"). */
function engineFindings(
  access: Access,
  { name, glueVersion, at }: AccessRole,
  tables: readonly AccessTable[],
): AccessFinding[] {
  if (glueVersion === undefined || Number.parseInt(glueVersion, 10) >= firstWithFilters) return [];
  const index = indexGrants(access);
  return tables.filter(isOfLake).flatMap((table) => {
    const { rows, columns } = tableAccessFrom(index, name, taggedTable(access, table));
    if (rows === undefined || columns.every((column) => column.access === "full")) return [];
    const on = accessTableId(table);
    const message = `${name} sees a part of ${on} and runs on Glue ${glueVersion}, which takes whole tables: Lake Formation refuses it; run on Glue 5.0, or grant all of it`;
    return [{ finding: "engine_takes_whole_tables", on: `${name} ${on}`, message, at }];
  });
}
