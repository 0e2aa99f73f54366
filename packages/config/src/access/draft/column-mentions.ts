import { parseTableId, type TableName, tableId } from "../../names/table-id.ts";
import { below, type Place, wordBelow } from "../../source/place.ts";
import { valueAt } from "../../source/value-at.ts";
import { columnOffsets } from "../row-expression/column-offsets.ts";
import type { ColumnSelection } from "../types.ts";
import type { AccessDraft } from "./access-draft.ts";

/** A place of access.yaml that names a column. */
export interface ColumnMention {
  /** `<database>.<table>` */
  readonly table: string;
  readonly column: string;
  readonly place: Place;
  /** Environments in which the entry holds; empty = all. */
  readonly environments: readonly string[];
}

/** Every column that access.yaml names, with where it stands. */
export function columnMentions(access: AccessDraft): readonly ColumnMention[] {
  const { grants, filters, assignments, masks, tests, exceptions } = access;
  return [
    ...grants.flatMap(({ resource, place, environments }) =>
      resource.kind === "table"
        ? inSelection(resource, resource.columns, place).map((one) => ({ ...one, environments }))
        : [],
    ),
    ...[...filters.values()].flatMap((filter) => [
      ...inSelection(filter, filter.columns, filter.place),
      ...inRows(filter, filter.place),
    ]),
    ...assignments.flatMap(({ resource, place }) => {
      const { section, path } = place;
      const entry = { section, path: path.slice(0, -2) };
      return resource.kind === "columns" ? inList(resource, resource.columns, entry) : [];
    }),
    ...masks.flatMap((mask) => inList(mask, [mask.column], mask.place)),
    ...tests.flatMap((test) => {
      const { expects, place } = test;
      if (expects.kind === "denied") return [];
      return [
        ...inList(test, expects.columns ?? [], place),
        ...inList(test, expects.hides, { ...place, key: "hides" }),
        ...(expects.rowsText === undefined ? [] : inRows(test, place)),
      ];
    }),
    ...exceptions.flatMap(inException),
  ];
}

function inSelection(
  table: TableName,
  columns: ColumnSelection,
  place: Place,
): readonly ColumnMention[] {
  if (columns.kind === "all") return [];
  const key = columns.kind === "include" ? "columns" : "except";
  return inList(table, columns.names, { ...place, key });
}

function inList(
  table: TableName,
  columns: readonly string[],
  { key = "columns", ...place }: Place & { readonly key?: string },
): readonly ColumnMention[] {
  return columns.map((column) => ({
    table: tableId(table),
    column,
    place: wordBelow(place, key, column),
    environments: [],
  }));
}

function inRows(table: TableName, entry: Place): readonly ColumnMention[] {
  const place = below(entry, "rows");
  const text = String(valueAt(place.section.value, place.path));
  return columnOffsets(text).map(({ column, offset }) => ({
    table: tableId(table),
    column,
    place: { ...place, aim: { character: offset } },
    environments: [],
  }));
}

/** An exception may be about `<database>.<table>.<column>`, after a role if it concerns one. `column_missing` is about one that is not there. */
function inException({ finding, on, place }: AccessDraft["exceptions"][number]): ColumnMention[] {
  const subject = on.split(" ").at(-1) ?? "";
  const [, , ...rest] = subject.split(".");
  if (rest.length === 0 || finding === "column_missing") return [];
  const column = rest.join(".").toLowerCase();
  const table = tableId(parseTableId(subject.toLowerCase()));
  return [{ table, column, place: wordBelow(place, "on", rest.join(".")), environments: [] }];
}
