import type { Access } from "@lakewright/config";
import type { AccessTable } from "./access-table.ts";
import { type AccessLayer, layerOf } from "./access-table.ts";
import { type ColumnAccess, type RowSet, shownRows } from "./column-access.ts";
import { indexGrants } from "./grant-index.ts";
import { type GrantReason, reasonText } from "./grant-reason.ts";
import { rowsText } from "./rows-text.ts";
import { type TableAccess, tableAccessFrom } from "./table-access.ts";
import { taggedTable } from "./tagged-table.ts";

/** One cell of "who sees what". */
export interface MatrixRow {
  readonly role: string;
  readonly layer: AccessLayer;
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly access: ColumnAccess["access"];
  /** `all`, an expression as Lake Formation takes it, or null for none. */
  readonly rows: string | null;
  readonly because: readonly string[];
}

/** Access of every declared role, except groups, to every column: tables in their order, roles by name. */
export function accessMatrix(access: Access, tables: readonly AccessTable[]): MatrixRow[] {
  const index = indexGrants(access);
  const roles = readingRoles(access);
  const rows: MatrixRow[] = [];
  for (const table of tables) {
    const tagged = taggedTable(access, table);
    for (const role of roles) addRows(rows, tableAccessFrom(index, role, tagged), layerOf(table));
  }
  return rows;
}

/** Roles that somebody or something can take: groups only lend their grants. */
export function readingRoles(access: Access): readonly string[] {
  const roles = Object.values(access.roles).filter(({ kind }) => kind !== "group");
  return roles.map(({ name }) => name).sort();
}

function addRows(
  rows: MatrixRow[],
  { role, database, table, columns }: TableAccess,
  layer: AccessLayer,
): void {
  const reasons = new Map<readonly GrantReason[], readonly string[]>();
  const texts = new Map<RowSet, string | null>();
  for (const decided of columns) {
    const { column, access } = decided;
    const text = remembered(texts, shownRows(decided), rowsText);
    const because = remembered(reasons, decided.because, (list) => list.map(reasonText));
    rows.push({ role, layer, database, table, column, access, rows: text, because });
  }
}

/** Columns of a table share their reasons and rows: each is written out once. */
function remembered<Key, Value>(
  known: Map<Key, Value>,
  key: Key,
  make: (key: Key) => Value,
): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make(key);
  known.set(key, value);
  return value;
}
