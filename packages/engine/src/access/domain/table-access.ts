import type { Access, Permission } from "@lakewright/config";
import type { AccessTable } from "./access-table.ts";
import type { ColumnAccess, RowSet } from "./column-access.ts";
import { decideColumns } from "./decide-columns.ts";
import { type GrantIndex, grantingPrincipals, grantsNear, indexGrants } from "./grant-index.ts";
import { grantOnTable } from "./grant-on-table.ts";
import { type TaggedTable, taggedTable } from "./tagged-table.ts";

/** Access of a role to a table: permissions, rows and columns. */
export interface TableAccess {
  readonly role: string;
  readonly database: string;
  readonly table: string;
  /** Held on the table, DESCRIBE included where another permission implies it. */
  readonly permissions: readonly Permission[];
  /** Those of them that the role may grant to others. */
  readonly grantable: readonly Permission[];
  /** Rows of which anything is visible; undefined = none. */
  readonly rows: RowSet;
  /** False where IAMAllowedPrincipals holds the table, so that IAM and S3 policies alone decide. */
  readonly governed: boolean;
  /** Every column in the table's order, then the partition keys. */
  readonly columns: readonly ColumnAccess[];
}

/**
 * Access of the role to the table: the union of all grants to it, its groups and everybody; there is no deny (Lake
 * Formation developer guide, "Lake Formation permissions reference" and "Data filtering and cell-level security").
 * Closed where nothing opens it, and where a column is unclassified and the role is no steward. A role that is not
 * declared sees nothing.
 */
export function tableAccess(access: Access, role: string, table: AccessTable): TableAccess {
  return tableAccessFrom(indexGrants(access), role, taggedTable(access, table));
}

/** The same for callers that ask about many roles and tables. */
export function tableAccessFrom(index: GrantIndex, role: string, tagged: TaggedTable): TableAccess {
  const { access } = index;
  const grants = grantingPrincipals(access, role)
    .flatMap((principal) => grantsNear(index, principal, tagged.table))
    .flatMap((grant) => grantOnTable(access, grant, tagged) ?? []);
  return {
    role,
    database: tagged.table.database,
    table: tagged.table.name,
    permissions: [...new Set(grants.flatMap(({ permissions }) => permissions))],
    grantable: [
      ...new Set(
        grants.flatMap(({ grant, permissions }) =>
          grant.grantable.filter((one) => permissions.includes(one)),
        ),
      ),
    ],
    ...decideColumns({ access, role, tagged }, grants),
  };
}
