import type { Access, Permission } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";
import { readingRoles } from "./access-matrix.ts";
import { type AccessTable, accessTableId } from "./access-table.ts";
import { type ColumnAccess, shownRows } from "./column-access.ts";
import { type ColumnDifference, columnDifference } from "./column-difference.ts";
import { kindsOf } from "./column-kind.ts";
import { type FindRow, rememberedFindRow } from "./find-row.ts";
import { indexGrants } from "./grant-index.ts";
import { rowsText } from "./rows-text.ts";
import { type TableAccess, tableAccessFrom } from "./table-access.ts";
import { type TableShare, tableShares } from "./table-owner.ts";
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
  /** The same for permissions that the role may grant to others. */
  readonly gainedGrantable: readonly Permission[];
  readonly lostGrantable: readonly Permission[];
}

/** Tables that other accounts get, or get no more. */
export interface ShareChanges {
  readonly added: readonly TableShare[];
  readonly removed: readonly TableShare[];
}

export interface AccessDiff {
  readonly changes: readonly AccessChange[];
  readonly permissions: readonly PermissionChange[];
  readonly shares: ShareChanges;
  /** Triples of role, table and column that stay as they are. */
  readonly sameCount: number;
}

/** A policy with the tables it speaks of, classified as its own flows classify them. */
export interface AccessSide {
  readonly access: Access;
  readonly tables: readonly AccessTable[];
}

export interface AccessSides {
  readonly base: AccessSide;
  readonly head: AccessSide;
}

/**
 * Changes of access between two policies, by role; roles of either are compared. A table that one side does not declare is
 * closed on that side.
 */
export function diffAccess(base: AccessSide, head: AccessSide): AccessDiff {
  const [was, is] = [indexGrants(base.access), indexGrants(head.access)];
  const nothing = indexGrants({ ...head.access, grants: [], masks: [] });
  const roles = [...new Set([...readingRoles(base.access), ...readingRoles(head.access)])].sort();
  const pairs = tablePairs(base, head).flatMap(({ before, after, known }) => {
    const find = rememberedFindRow(kindsOf(known));
    return roles.map((role) => ({
      find,
      before: tableAccessFrom(
        before ? was : nothing,
        role,
        taggedTable(base.access, known, before),
      ),
      after: tableAccessFrom(after ? is : nothing, role, taggedTable(head.access, known, after)),
    }));
  });
  const changes = pairs.flatMap(({ find, before, after }) => columnChanges(find, before, after));
  const columnCount = pairs.reduce((sum, { after }) => sum + after.columns.length, 0);
  return {
    changes,
    permissions: pairs.flatMap(({ before, after }) => permissionChange(before, after)),
    shares: shareChanges(base, head),
    sameCount: columnCount - changes.length,
  };
}

/** A companion shows what its table shows, so that it has no changes of its own, and a refresh that is added widens nothing. */
function ownTables({ tables }: AccessSide): readonly AccessTable[] {
  return tables.filter(({ companionOf }) => companionOf === undefined);
}

function shareChanges(base: AccessSide, head: AccessSide): ShareChanges {
  const [before, after] = [base, head].map((side) => tableShares(side.access, ownTables(side)));
  const missing = (more: readonly TableShare[] = [], less: readonly TableShare[] = []) =>
    more.filter((one) => !less.some((other) => shareId(other) === shareId(one)));
  return { added: missing(after, before), removed: missing(before, after) };
}

/** Whichever domain shares it. */
function shareId({ account, database, table }: TableShare): string {
  return `${account} ${tableId({ database, table })}`;
}

interface TablePair {
  readonly before: AccessTable | undefined;
  readonly after: AccessTable | undefined;
  readonly known: AccessTable;
}

/** Tables of the head in their order, then those that only the base declares. */
export function tablePairs(base: AccessSide, head: AccessSide): readonly TablePair[] {
  const before = byId(ownTables(base));
  const after = byId(ownTables(head));
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((id) => {
    const known = after.get(id) ?? before.get(id);
    return known ? [{ before: before.get(id), after: after.get(id), known }] : [];
  });
}

function byId(tables: readonly AccessTable[]): ReadonlyMap<TableId, AccessTable> {
  return new Map(tables.map((table) => [accessTableId(table), table]));
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
  const { role, database, table } = after;
  const change = {
    gained: without(after.permissions, before.permissions),
    lost: without(before.permissions, after.permissions),
    gainedGrantable: without(after.grantable, before.grantable),
    lostGrantable: without(before.grantable, after.grantable),
  };
  const isSame = Object.values(change).every((list) => list.length === 0);
  return isSame ? [] : [{ role, database, table, ...change }];
}

function without(all: readonly Permission[], known: readonly Permission[]): readonly Permission[] {
  return all.filter((one) => !known.includes(one));
}

function extentOf(column: ColumnAccess): Extent {
  return { access: column.access, rows: rowsText(shownRows(column)) };
}
