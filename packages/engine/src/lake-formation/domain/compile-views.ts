import { createHash } from "node:crypto";
import type { RowExpression } from "@lakewright/config";
import { awsQuotas } from "@lakewright/config/aws-quotas";
import type { AccessTable } from "../../access/index.ts";
import {
  accessTableId,
  columnExpressions,
  columnNames,
  rowExpressionText,
} from "../../access/index.ts";
import type { LakeFilter, LakePermission } from "./lake-permission.ts";
import type { Grantee } from "./lake-policy.ts";
import type { Withheld } from "./withheld.ts";

const { filters: maxFilters } = awsQuotas.lakeFormation;

/** Rows and columns that one grant opens to one grantee. */
export interface ColumnView {
  readonly rows: RowExpression | "all";
  /** In the table's order; what the grantee may not see is left out. */
  readonly columns: readonly string[];
  /** Name of the filter that is granted; undefined for a column list. */
  readonly filter: string | undefined;
  readonly grantable: boolean;
  /** Id of the grant. */
  readonly grant: string;
}

interface Compiled {
  readonly filters: readonly LakeFilter[];
  readonly permissions: readonly LakePermission[];
  readonly withheld: readonly Withheld[];
}

/**
 * SELECT on what the views open: a column list, or filters alone as soon as one view is a filter, so that a principal has a
 * table in one way only.
 */
export function compileViews(
  grantee: Grantee,
  table: AccessTable,
  views: readonly ColumnView[],
): Compiled {
  if (views.some(({ filter }) => filter !== undefined))
    return throughFilters(grantee, table, views);
  const lists = columnLists(table, views);
  const permissions = lists.map(
    ([columns, grantable]): LakePermission => ({
      principal: grantee.principal,
      resource: { kind: "columns", database: table.database, table: table.name, columns },
      permission: "select",
      grantable,
    }),
  );
  return { filters: [], permissions, withheld: [] };
}

/** Columns that may be passed on, and the others: the union of the views (rule 10). */
function columnLists(table: AccessTable, views: readonly ColumnView[]) {
  const openIn = (some: readonly ColumnView[]) => new Set(some.flatMap(({ columns }) => columns));
  const open = openIn(views);
  const passedOn = openIn(views.filter(({ grantable }) => grantable));
  const names = columnNames(table).filter((name) => open.has(name));
  const lists = [
    [names.filter((name) => passedOn.has(name)), true],
    [names.filter((name) => !passedOn.has(name)), false],
  ] as const;
  return lists.filter(([columns]) => columns.length > 0);
}

function throughFilters(
  { principal }: Grantee,
  table: AccessTable,
  views: readonly ColumnView[],
): Compiled {
  const known = new Set(columnNames(table));
  const possible = views.filter(({ rows }) => namesKnownColumns(rows, known));
  const granted = new Map<string, { filter: LakeFilter; grantable: boolean; view: ColumnView }>();
  for (const view of possible) {
    const filter = filterOf(table, view);
    const grantable = view.grantable || granted.get(filter.name)?.grantable === true;
    granted.set(filter.name, { filter, grantable, view });
  }
  const all = [...granted.values()];
  const on = accessTableId(table);
  const withhold = ({ grant }: ColumnView, reason: string): Withheld => {
    return { principal, on, permission: "select", grant, reason };
  };
  return {
    filters: all.slice(0, maxFilters).map(({ filter }) => filter),
    permissions: all.slice(0, maxFilters).map(
      ({ filter: { database, name }, grantable }): LakePermission => ({
        principal,
        resource: { kind: "filter", database, table: table.name, filter: name },
        permission: "select",
        grantable,
      }),
    ),
    withheld: [
      ...all.slice(maxFilters).map(({ view }) => withhold(view, tooMany)),
      ...views
        .filter((view) => !possible.includes(view))
        .map((view) => withhold(view, columnMissing)),
    ],
  };
}

const tooMany = `Lake Formation takes ${maxFilters} filters of one principal on one table`;
const columnMissing = "its row filter compares a column that the table does not have";

/** Without one of its columns a filter holds for no row, and Lake Formation does not take it. */
function namesKnownColumns(rows: RowExpression | "all", known: ReadonlySet<string>): boolean {
  return rows === "all" || columnExpressions(rows).every(({ column }) => known.has(column));
}

/**
 * A filter under a name that holds a digest of what it shows: one that changes is another filter, so that nobody is
 * given a filter whose rows are still the old ones.
 */
function filterOf({ database, name: table }: AccessTable, view: ColumnView): LakeFilter {
  const rows = view.rows === "all" ? undefined : rowExpressionText(view.rows);
  const digest = createHash("sha256").update(JSON.stringify([rows ?? null, view.columns]));
  const name = `${(view.filter ?? "columns").slice(0, 200)}-${digest.digest("hex").slice(0, 12)}`;
  return { database, table, name, rows, columns: view.columns };
}

/** Names that `compileViews` gives; other filters on a table are somebody else's. */
export function isCompiledFilter({ name }: LakeFilter): boolean {
  return /-[0-9a-f]{12}$/.test(name);
}
