import { type ColumnAccess, type RowSet, shownRows } from "./column-access.ts";
import type { Row } from "./evaluate-row.ts";
import type { FindRow } from "./find-row.ts";

/** A row that shows more on one side: its columns that matter; undefined where none was found nor excluded. */
export interface Witness {
  readonly row: Row | undefined;
  /** The column in this row as the side shows it that shows more. */
  readonly shows: "value" | "hash" | "constant";
}

export interface ColumnDifference {
  /** A change that cannot be decided counts as widened and as narrowed. */
  readonly change: "same" | "widened" | "narrowed" | "widened_and_narrowed";
  readonly gained: Witness | undefined;
  readonly lost: Witness | undefined;
}

const levels = ["value", "hash", "constant"] as const;

/** How what is seen of a column changes: a value is more than its hash, a hash more than a constant. */
export function columnDifference(
  before: ColumnAccess,
  after: ColumnAccess,
  find: FindRow,
): ColumnDifference {
  const gained = moreShown(after, before, find);
  const lost = moreShown(before, after, find);
  if (gained) return { change: lost ? "widened_and_narrowed" : "widened", gained, lost };
  return { change: lost ? "narrowed" : "same", gained, lost };
}

/** A row of which `more` shows more than `less`. */
function moreShown(more: ColumnAccess, less: ColumnAccess, find: FindRow): Witness | undefined {
  for (const [rank, shows] of levels.entries()) {
    const found = find(shownAt(more, rank), shownAt(less, rank));
    if (found.kind !== "none") return { row: found.kind === "row" ? found.row : undefined, shows };
  }
  return undefined;
}

/** Rows in which the column shows at least this much. */
function shownAt(column: ColumnAccess, rank: number): RowSet {
  const level = column.access === "masked" ? column.mask.kind : "value";
  return levels.indexOf(level) <= rank ? shownRows(column) : undefined;
}
