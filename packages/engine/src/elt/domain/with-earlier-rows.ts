import { isOpenSensitivity } from "../../core/index.ts";
import type { FollowedColumn, FollowedTable, FollowedTables } from "./followed-column.ts";
import { strictestSensitivity } from "./strictest-sensitivity.ts";

/**
 * A table whose rows stay holds what earlier builds put into it, perhaps by other SQL: a column carries no less than what
 * was registered of it, as the lake's columns are classified today.
 */
export function withEarlierRows(
  table: FollowedTable,
  earlier: FollowedTable,
  lake: FollowedTables,
): FollowedTable {
  const classified = lakeSensitivities(lake);
  return new Map(
    [...table].map(([name, column]) => {
      const before = earlier.get(name);
      return [name, before ? withEarlier(column, before, classified) : column];
    }),
  );
}

function withEarlier(
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
        : "rows of earlier builds are still in it, and were made otherwise: lakewright elt --full makes them again",
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
