import type { Access } from "@lakewright/config";
import { readingRoles } from "./access-matrix.ts";
import type { AccessTable } from "./access-table.ts";
import type { ColumnAccess } from "./column-access.ts";
import { columnDifference, type Witness } from "./column-difference.ts";
import { rememberedFindRow } from "./find-row.ts";
import { type GrantIndex, indexGrants } from "./grant-index.ts";
import { kindsOf } from "./kinds-of.ts";
import { rowsText } from "./rows-text.ts";
import { tableAccessFrom } from "./table-access.ts";
import { type TaggedTable, taggedTable } from "./tagged-table.ts";

/** A warehouse schema over a catalog database. Lake Formation answers for its role, whoever asks. */
export interface ExternalSchema {
  readonly name: string;
  readonly database: string;
  /** The declared role whose IAM role the schema is made with. */
  readonly role: string;
}

export interface WarehouseUser {
  readonly name: string;
  /** The role that the person behind the user has in the lake; undefined where there is none. */
  readonly role: string | undefined;
  /** External schemas that the user may use. */
  readonly schemas: readonly string[];
}

/** What a warehouse user sees of a lake column through an external schema. */
export interface ExternalSchemaAccess {
  readonly user: string;
  readonly schema: string;
  /** The schema's role, which decides. */
  readonly role: string;
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly access: ColumnAccess["access"];
  /** `all`, an expression, or null for none. */
  readonly rows: string | null;
  /** What the schema shows that the user's own role would not see; undefined where it shows no more. */
  readonly beyondOwnRole: Witness | undefined;
}

/**
 * Which warehouse user sees what through which external schema: what the schema's role sees, not the user (Amazon
 * Redshift database developer guide, "Redshift Spectrum and AWS Lake Formation"). Lake Formation has no masks, so that
 * a masked column is closed.
 */
export function externalSchemaAccess(
  access: Access,
  schemas: readonly ExternalSchema[],
  users: readonly WarehouseUser[],
  tables: readonly AccessTable[],
): readonly ExternalSchemaAccess[] {
  const index = indexGrants(access);
  return tables.flatMap((table) => {
    const tagged = taggedTable(access, table);
    const here = schemas.filter(({ database }) => database === table.database);
    return here.flatMap((schema) =>
      users
        .filter((user) => user.schemas.includes(schema.name))
        .flatMap((user) => throughSchema(index, schema, user, tagged)),
    );
  });
}

/** Declared roles that no schema stands for, so that their people can only borrow another role's view. */
export function rolesWithoutSchema(
  access: Access,
  schemas: readonly ExternalSchema[],
): readonly string[] {
  const served = new Set(schemas.map(({ role }) => role));
  return readingRoles(access).filter((role) => !served.has(role));
}

function throughSchema(
  index: GrantIndex,
  { name: schema, role }: ExternalSchema,
  user: WarehouseUser,
  tagged: TaggedTable,
): readonly ExternalSchemaAccess[] {
  const { database, name: table } = tagged.table;
  const find = rememberedFindRow(kindsOf(tagged.table));
  const own = tableAccessFrom(index, user.role ?? "", tagged).columns.map(withoutMask);
  return tableAccessFrom(index, role, tagged).columns.map((column, i) => {
    const seen = withoutMask(column);
    const beyondOwnRole = columnDifference(own[i] ?? seen, seen, find).gained;
    const place = { user: user.name, schema, role, database, table, column: column.column };
    return { ...place, access: seen.access, rows: rowsText(seen.rows), beyondOwnRole };
  });
}

function withoutMask(column: ColumnAccess): ColumnAccess {
  if (column.access !== "masked") return column;
  return { ...column, access: "none", rows: undefined, mask: undefined };
}
