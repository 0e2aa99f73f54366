import type { Access, ColumnSelection, Flow, RowExpression } from "@lakewright/config";
import type { AccessTable } from "./access-table.ts";
import { columnExpressions } from "./find-row.ts";

/** Stands for every column that the rules do not name; no column can be called so. */
export const otherColumns = "*";

/**
 * A table of which only the folder is known, since nothing is loaded yet: the columns that one of the policies names,
 * and `*` for all others. Types are not known, so that any constant may be compared with any column.
 */
export function declaredTable(flow: Flow, policies: readonly Access[]): AccessTable {
  const named = new Set(policies.flatMap((access) => namedColumns(access, flow)));
  named.delete(flow.partitionColumn);
  return {
    database: flow.database,
    name: flow.table,
    sensitivity: flow.sensitivity,
    columns: [...[...named].sort(), otherColumns].map((name) => ({ name, drifted: false })),
    partitionKeys: [flow.partitionColumn],
    isDeclaredOnly: true,
  };
}

function namedColumns(access: Access, { database, table }: Flow): readonly string[] {
  const isIts = (one: { readonly database: string; readonly table: string }) =>
    one.database === database && one.table === table;
  const grants = access.grants.flatMap(({ resource }) =>
    resource.kind === "table" && isIts(resource) ? selected(resource.columns) : [],
  );
  const filters = Object.values(access.filters)
    .filter(isIts)
    .flatMap(({ columns, rows }) => [...selected(columns), ...inRows(rows)]);
  const assigned = access.assignments.flatMap(({ resource }) =>
    resource.kind === "columns" && isIts(resource) ? resource.columns : [],
  );
  const masked = access.masks.filter(isIts).map(({ column }) => column);
  const tested = access.tests
    .filter(isIts)
    .flatMap(({ expects }) =>
      expects.kind === "denied"
        ? []
        : [...(expects.columns ?? []), ...expects.hides, ...inRows(expects.rows)],
    );
  return [...grants, ...filters, ...assigned, ...masked, ...tested];
}

function selected(columns: ColumnSelection): readonly string[] {
  return columns.kind === "all" ? [] : columns.names;
}

function inRows(rows: RowExpression | "all" | undefined): readonly string[] {
  return rows === undefined || rows === "all"
    ? []
    : columnExpressions(rows).map(({ column }) => column);
}
