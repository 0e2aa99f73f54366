import { didYouMean } from "../../did-you-mean.ts";
import { type TableName, tableId } from "../../names/table-id.ts";
import { showValue } from "../../show-value.ts";
import { below, type Place, wordBelow } from "../../source/place.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { conditionsOf } from "../row-expression/conditions.ts";
import type { ColumnSelection } from "../types.ts";
import { aboutAccess } from "./access-rule.ts";

interface ColumnMention {
  readonly table: string;
  readonly column: string;
  readonly place: Place;
}

/** Columns of a mart are those of its contract. Those of other tables are known only when something is loaded. */
export const martColumnsExist = aboutAccess((access, report) => {
  const contracts = contractsOf(access);
  if (contracts.size === 0) return;
  for (const { table, column, place } of mentions(access)) {
    const columns = contracts.get(table);
    if (!columns || columns.has(column)) continue;
    const message = `the contract of ${table} has no column ${showValue(column)}`;
    const hint = didYouMean(column, columns) ?? `its columns are ${[...columns].join(", ")}`;
    report({ code: "LW1650", place, message, hint });
  }
});

function contractsOf({ catalogs }: AccessDraft): ReadonlyMap<string, ReadonlySet<string>> {
  const marts = catalogs.flatMap(({ warehouse }) => [...warehouse]);
  return new Map(
    marts.flatMap(([id, { columns }]) =>
      columns ? [[id, new Set(columns.map(({ name }) => name))] as const] : [],
    ),
  );
}

function mentions(access: AccessDraft): readonly ColumnMention[] {
  const { grants, filters, assignments, masks, tests } = access;
  return [
    ...grants.flatMap(({ resource, place }) =>
      resource.kind === "table" ? inSelection(resource, resource.columns, place) : [],
    ),
    ...[...filters.values()].flatMap((filter) => [
      ...inSelection(filter, filter.columns, filter.place),
      ...inRows(filter, filter.rows, filter.place),
    ]),
    ...assignments.flatMap(({ resource, place }) => {
      const { section, path } = place;
      const entry = { section, path: path.slice(0, -2) };
      return resource.kind === "columns"
        ? inList(resource, resource.columns, { place: entry })
        : [];
    }),
    ...masks.flatMap((mask) => inList(mask, [mask.column], mask)),
    ...tests.flatMap((test) => {
      const { expects, place } = test;
      if (expects.kind === "denied") return [];
      const rows = expects.rows === "all" ? undefined : expects.rows;
      return [
        ...inList(test, expects.columns ?? [], { place }),
        ...inList(test, expects.hides, { place, key: "hides" }),
        ...inRows(test, rows, place),
      ];
    }),
  ];
}

function inSelection(
  table: TableName,
  columns: ColumnSelection,
  place: Place,
): readonly ColumnMention[] {
  if (columns.kind === "all") return [];
  const key = columns.kind === "include" ? "columns" : "except";
  return inList(table, columns.names, { place, key });
}

function inList(
  table: TableName,
  columns: readonly string[],
  { place, key = "columns" }: { readonly place: Place; readonly key?: string },
): readonly ColumnMention[] {
  return columns.map((column) => ({
    table: tableId(table),
    column,
    place: wordBelow(place, key, column),
  }));
}

function inRows(
  table: TableName,
  rows: Parameters<typeof conditionsOf>[0] | undefined,
  place: Place,
): readonly ColumnMention[] {
  if (rows === undefined) return [];
  return conditionsOf(rows).map(({ column }) => ({
    table: tableId(table),
    column,
    place: { ...below(place, "rows"), aim: { within: column } },
  }));
}
