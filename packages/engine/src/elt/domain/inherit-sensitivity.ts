import { isOpenSensitivity } from "../../core/index.ts";
import type { FollowedColumn, FollowedTable, FollowedTables } from "./followed-column.ts";
import { strictestSensitivity } from "./strictest-sensitivity.ts";

/**
 * A table that keeps its rows holds rows of earlier builds, perhaps made by other SQL: a column is at least as sensitive as what
 * was registered of it, with the lake's columns as they are classified today.
 */
export function inheritSensitivity(
  table: FollowedTable,
  earlier: FollowedTable,
  lake: FollowedTables,
): FollowedTable {
  const classified = lakeSensitivities(lake);
  return new Map(
    [...table].map(([name, column]) => {
      const before = earlier.get(name);
      return [name, before ? inherited(column, before, classified) : column];
    }),
  );
}

function inherited(
  column: FollowedColumn,
  before: FollowedColumn,
  classified: ReadonlyMap<string, string>,
): FollowedColumn {
  const known = before.derivedFrom.map((name) => classified.get(name));
  const isOld =
    isOpenSensitivity(before.sensitivity) || known.length === 0 || known.includes(undefined);
  const carried = isOld ? [before.sensitivity] : known.flatMap((each) => each ?? []);
  const sensitivity = strictestSensitivity([column.sensitivity, ...carried]);
  return {
    ...column,
    sensitivity,
    derivedFrom: [...new Set([...column.derivedFrom, ...before.derivedFrom])].sort(),
    unknown:
      sensitivity === column.sensitivity || isOpenSensitivity(sensitivity)
        ? column.unknown
        : "it still holds rows of earlier builds, which other SQL made: lakewright elt --full builds them again",
  };
}

function lakeSensitivities(lake: FollowedTables): ReadonlyMap<string, string> {
  const columns = [...lake.values()].flatMap((table) => [...table.values()]);
  return new Map(
    columns.flatMap(({ derivedFrom: [name], sensitivity }) =>
      name === undefined ? [] : [[name, sensitivity] as const],
    ),
  );
}
