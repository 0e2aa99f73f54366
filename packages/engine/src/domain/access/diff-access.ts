import type { Access, Permission } from "@lakewright/config";
import { readingRoles } from "./access-matrix.ts";
import type { AccessTable } from "./access-table.ts";
import type { ColumnAccess } from "./column-access.ts";
import { type ColumnDifference, columnDifference } from "./column-difference.ts";
import { type FindRow, rememberedFindRow } from "./find-row.ts";
import { indexGrants } from "./grant-index.ts";
import { kindsOf } from "./kinds-of.ts";
import { rowsText } from "./rows-text.ts";
import { type TableAccess, tableAccessFrom } from "./table-access.ts";
import { taggedTable } from "./tagged-table.ts";

/** A column that a role sees more of, less of, or other rows of than before. */
export interface AccessChange extends ColumnDifference {
  readonly role: string;
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly before: Extent;
  readonly after: Extent;
}

export interface Extent {
  readonly access: ColumnAccess["access"];
  /** `all`, an expression, or null for none. */
  readonly rows: string | null;
}

/** Permissions on a table that a role gained or lost, whatever it reads. */
export interface PermissionChange {
  readonly role: string;
  readonly database: string;
  readonly table: string;
  readonly gained: readonly Permission[];
  readonly lost: readonly Permission[];
}

export interface AccessDiff {
  readonly changes: readonly AccessChange[];
  readonly permissions: readonly PermissionChange[];
  /** Triples of role, table and column that stay as they are. */
  readonly sameCount: number;
}

/** What changes for whom between two policies over the same tables; roles of either are compared. */
export function diffAccess(base: Access, head: Access, tables: readonly AccessTable[]): AccessDiff {
  const [was, is] = [indexGrants(base), indexGrants(head)];
  const roles = [...new Set([...readingRoles(base), ...readingRoles(head)])].sort();
  const pairs = tables.flatMap((table) => {
    const [before, after] = [taggedTable(base, table), taggedTable(head, table)];
    const find = rememberedFindRow(kindsOf(table));
    return roles.map((role) => ({
      find,
      before: tableAccessFrom(was, role, before),
      after: tableAccessFrom(is, role, after),
    }));
  });
  const changes = pairs.flatMap(({ find, before, after }) => columnChanges(find, before, after));
  const columnCount = pairs.reduce((sum, { after }) => sum + after.columns.length, 0);
  return {
    changes,
    permissions: pairs.flatMap(({ before, after }) => permissionChange(before, after)),
    sameCount: columnCount - changes.length,
  };
}

function columnChanges(find: FindRow, before: TableAccess, after: TableAccess) {
  const { role, database, table } = after;
  return after.columns.flatMap((is, i): AccessChange[] => {
    const was = before.columns[i];
    if (!was) return [];
    const difference = columnDifference(was, is, find);
    if (difference.change === "same") return [];
    const place = { role, database, table, column: is.column };
    return [{ ...place, ...difference, before: extentOf(was), after: extentOf(is) }];
  });
}

function permissionChange(before: TableAccess, after: TableAccess): PermissionChange[] {
  const gained = after.permissions.filter((one) => !before.permissions.includes(one));
  const lost = before.permissions.filter((one) => !after.permissions.includes(one));
  const { role, database, table } = after;
  return gained.length + lost.length === 0 ? [] : [{ role, database, table, gained, lost }];
}

function extentOf({ access, rows }: ColumnAccess): Extent {
  return { access, rows: rowsText(rows) };
}
