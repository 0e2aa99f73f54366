import {
  type Cell,
  fits,
  rowLines,
  type TableColumn,
  type TableLook,
  tableLines,
} from "./render-table.ts";
import { visibleText } from "./visible-text.ts";

/** Rows that belong under one title. */
export interface TableGroup {
  readonly title: string;
  readonly rows: readonly (readonly (Cell | string)[])[];
}

const indent = "  ";

/** Lines of one aligned table whose rows are indented under the title of their group; of one that does not fit, lines of each row. */
export function groupedTable(
  columns: readonly TableColumn[],
  groups: readonly TableGroup[],
  look: TableLook = {},
): string[] {
  const rows = groups.flatMap((group) => group.rows.map(indented));
  const paint = look.title ?? ((text: string) => text);
  if (!fits(columns, rows, look))
    return groups.flatMap((group) => [
      paint(visibleText(group.title)),
      ...group.rows.flatMap((row) => rowLines(columns, row, look).map((line) => indent + line)),
    ]);
  const [titles = "", rule = "", ...lines] = tableLines(columns, rows, look);
  let next = 0;
  return [
    titles,
    rule,
    ...groups.flatMap(({ title, rows: own }) => {
      const from = next;
      next += own.length;
      return [paint(visibleText(title)), ...lines.slice(from, next)];
    }),
  ];
}

function indented([first = "", ...rest]: readonly (Cell | string)[]): (Cell | string)[] {
  const cell = typeof first === "string" ? indent + first : { ...first, text: indent + first.text };
  return [cell, ...rest];
}

/** Puts what has the same title into one group, in the order in which titles first come. */
export function groupsBy<T>(
  items: readonly T[],
  titleOf: (item: T) => string,
  rowOf: (item: T) => readonly (Cell | string)[],
): TableGroup[] {
  const titles = [...new Set(items.map(titleOf))];
  return titles.map((title) => ({
    title,
    rows: items.filter((item) => titleOf(item) === title).map(rowOf),
  }));
}
