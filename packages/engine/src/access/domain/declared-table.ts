import type {
  Access,
  ColumnSelection,
  DeclaredWarehouseTable,
  Flow,
  TableName,
} from "@lakewright/config";
import { unclassified } from "../../core/index.ts";
import type { AccessTable } from "./access-table.ts";
import { comparedColumns } from "./find-row.ts";

/** Stands for every column that the rules do not name; no column can be called so. */
export const otherColumns = "*";

/**
 * A table of which only the folder is known, since nothing is loaded yet: the columns that one of the policies names,
 * and `*` for all others. Types are not known, so that any constant may be compared with any column.
 */
export function declaredTable(flow: Flow, policies: readonly Access[]): AccessTable {
  const { database, table, companionOf } = flow;
  const main = { database, table: companionOf?.table ?? table };
  const named = new Set(policies.flatMap((access) => namedColumns(access, main)));
  named.delete(flow.partitionColumn);
  return {
    database,
    name: table,
    ...(companionOf ? { companionOf: companionOf.table } : {}),
    sensitivity: flow.sensitivity,
    columns: [...[...named].sort(), otherColumns].map((name) => ({ name, drifted: false })),
    partitionKeys: [flow.partitionColumn],
    isDeclaredOnly: true,
  };
}

/**
 * A table of the warehouse that is not built yet. A mart has the columns of its contract; of others those are known that one of
 * the policies names, and `*` is all others. What they hold is known only when they are built: they are unclassified.
 */
export function declaredWarehouseTable(
  declared: DeclaredWarehouseTable,
  policies: readonly Access[],
): AccessTable {
  const { database, table, layer, columns } = declared;
  const named = new Set(policies.flatMap((access) => namedColumns(access, declared)));
  const known = columns ?? [...[...named].sort(), otherColumns].map((name) => ({ name }));
  return {
    database,
    name: table,
    layer,
    sensitivity: unclassified,
    columns: known.map((column) => ({
      name: column.name,
      ...("type" in column ? { type: column.type } : {}),
      drifted: false,
    })),
    partitionKeys: [],
    isDeclaredOnly: true,
  };
}

function namedColumns(access: Access, { database, table }: TableName): readonly string[] {
  const isIts = (one: { readonly database: string; readonly table: string }) =>
    one.database === database && one.table === table;
  const grants = access.grants.flatMap(({ resource }) =>
    resource.kind === "table" && isIts(resource) ? selected(resource.columns) : [],
  );
  const filters = Object.values(access.filters)
    .filter(isIts)
    .flatMap(({ columns, rows }) => [...selected(columns), ...comparedColumns(rows)]);
  const assigned = access.assignments.flatMap(({ resource }) =>
    resource.kind === "columns" && isIts(resource) ? resource.columns : [],
  );
  const masked = access.masks.filter(isIts).map(({ column }) => column);
  const tested = access.tests
    .filter(isIts)
    .flatMap(({ expects }) =>
      expects.kind === "denied"
        ? []
        : [...(expects.columns ?? []), ...expects.hides, ...comparedColumns(expects.rows)],
    );
  return [...grants, ...filters, ...assigned, ...masked, ...tested];
}

function selected(columns: ColumnSelection): readonly string[] {
  return columns.kind === "all" ? [] : columns.names;
}
