import type {
  Access,
  CellsFilter,
  ColumnSelection,
  Grant,
  Permission,
  RowExpression,
} from "@lakewright/config";
import { isOfLake } from "./access-table.ts";
import type { Tags } from "./effective-tags.ts";
import { type TagExpression, tagsMatch } from "./effective-tags.ts";
import { canRead, heldOnTable } from "./held-permissions.ts";
import { lackedColumns } from "./lacked-columns.ts";
import type { TaggedTable } from "./tagged-table.ts";

/** The effect of one grant on one table, whoever holds it. */
export interface GrantOnTable {
  readonly grant: Grant;
  /** DESCRIBE included where it is implied. */
  readonly permissions: readonly Permission[];
  /** False for a grant that lets nobody read, such as DESCRIBE alone. */
  readonly reads: boolean;
  readonly rows: RowExpression | "all";
  readonly covers: (column: string) => boolean;
}

/** Undefined when the grant gives nothing on the table. */
export function grantOnTable(
  access: Access,
  grant: Grant,
  tagged: TaggedTable,
): GrantOnTable | undefined {
  const { resource } = grant;
  const { database, name } = tagged.table;
  // IAM and S3 policies decide over files; they do not open a table of the warehouse.
  if (grant.to === "iam_allowed_principals" && !isOfLake(tagged.table)) return undefined;
  if (resource.kind === "all_tables")
    return resource.database === database ? wholeTable(grant) : undefined;
  if (resource.kind === "table")
    return resource.database === database && resource.table === name
      ? someColumns(grant, { columns: resource.columns, rows: "all" }, { access, tagged })
      : undefined;
  if (resource.kind === "filter") {
    const isKnown = Object.hasOwn(access.filters, resource.filter);
    const filter = isKnown ? access.filters[resource.filter] : undefined;
    return filter && throughFilter(grant, filter, { access, tagged });
  }
  if (resource.kind === "tags" && resource.level === "table")
    return throughTags(grant, resource.expression, tagged);
  return undefined;
}

function wholeTable(grant: Grant): GrantOnTable {
  const permissions = heldOnTable(grant.permissions);
  return { grant, permissions, reads: canRead(permissions), rows: "all", covers: () => true };
}

/** Lake Formation takes SELECT alone with a column list or filter; any other permission there gives nothing. */
function someColumns(
  grant: Grant,
  { columns, rows }: { readonly columns: ColumnSelection; readonly rows: RowExpression | "all" },
  on: GrantedTable,
): GrantOnTable {
  if (columns.kind === "all" && rows === "all" && grant.resource.kind === "table")
    return wholeTable(grant);
  return {
    grant,
    rows,
    covers: inSelection(columns, on),
    ...selectOnly(grant.permissions.includes("select")),
  };
}

function selectOnly(reads: boolean): Pick<GrantOnTable, "permissions" | "reads"> {
  return { permissions: reads ? ["select", "describe"] : [], reads };
}

interface GrantedTable {
  readonly access: Access;
  readonly tagged: TaggedTable;
}

/**
 * Include lists hold what they name; exclude lists all but that, also columns that are added later. An exclude list that names a
 * column which the table lacks holds nothing: which one it was to keep closed is not known.
 */
function inSelection(
  columns: ColumnSelection,
  { access, tagged: { table } }: GrantedTable,
): (column: string) => boolean {
  if (columns.kind === "all") return () => true;
  if (columns.kind === "exclude" && lackedColumns(access, table, columns.names).length > 0)
    return () => false;
  const names = new Set(columns.names);
  const listed = columns.kind === "include";
  return (column) => names.has(column) === listed;
}

function throughFilter(
  grant: Grant,
  filter: CellsFilter,
  on: GrantedTable,
): GrantOnTable | undefined {
  const { table } = on.tagged;
  if (filter.database !== table.database || filter.table !== table.name) return undefined;
  return someColumns(grant, { columns: filter.columns, rows: filter.rows ?? "all" }, on);
}

/**
 * A policy on tags is evaluated per column. Where only some columns match, SELECT holds for those, and nothing is
 * left of other permissions but DESCRIBE (Lake Formation developer guide, "LF-TBAC considerations").
 */
function throughTags(
  grant: Grant,
  expression: TagExpression,
  { table, tags, names }: TaggedTable,
): GrantOnTable | undefined {
  const matches = rememberedByTags((of) => tagsMatch(expression, of));
  const covers = (column: string) => matches(tags.columns.get(column) ?? tags.table);
  if (!names.some(covers)) return undefined;
  if (names.every(covers) && !table.isIncomplete) return { ...wholeTable(grant), covers };
  const { permissions } = grant;
  const reads = permissions.includes("select") || permissions.includes("all");
  return { grant, rows: "all", covers, reads, permissions: partly(permissions, reads) };
}

function partly(granted: readonly Permission[], reads: boolean): readonly Permission[] {
  if (reads) return ["select", "describe"];
  return heldOnTable(granted).length > 0 ? ["describe"] : [];
}

/** Columns mostly share their tags, so that one answer serves many. */
function rememberedByTags(answer: (tags: Tags) => boolean): (tags: Tags) => boolean {
  const known = new Map<Tags, boolean>();
  return (tags) => {
    const before = known.get(tags);
    if (before !== undefined) return before;
    const now = answer(tags);
    known.set(tags, now);
    return now;
  };
}
