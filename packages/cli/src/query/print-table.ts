import type { QueryResult } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showCount, showNumberOf } from "../output/amounts.ts";
import { shownText } from "../output/colours.ts";
import { displayWidth } from "../output/display-width.ts";
import { type Cell, type TableColumn, tableLines } from "../output/render-table.ts";
import { visibleText } from "../output/visible-text.ts";
import type { RowPrinter } from "./row-printer.ts";

export const numberType = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;

/** A longer text is wider than any terminal, and takes longer to measure than to write. */
const maxMeasured = 256;

export interface TableLook {
  /** Rows that it shows; 0 = all. */
  readonly maxRows: number;
  /** A line for each column, even where a table would fit. */
  readonly isVertical: boolean;
}

/** Holds the rows that it shows, whose widths it must know before the first line, and asks for one more to tell whether there is one. */
export function tablePrinter(context: Context, { maxRows, isVertical }: TableLook): RowPrinter {
  const max = maxRows === 0 ? Number.POSITIVE_INFINITY : maxRows;
  let columns: QueryResult["columns"] = [];
  const held: (readonly unknown[])[] = [];
  return {
    columns: (given) => {
      columns = given;
    },
    rows: (rows) => {
      for (const row of rows) {
        held.push(row);
        if (held.length > max) return false;
      }
      return true;
    },
    end: async () => {
      const rows = held.slice(0, max);
      const isTooWide = context.io.stdout.isTerminal && !fits(context, { columns, rows });
      const lines = isVertical || isTooWide ? verticalLines : alignedLines;
      for (const line of lines(context, { columns, rows })) {
        if (context.io.stdout.isClosed()) return;
        await context.io.stdout.write(`${shownText(line)}\n`);
      }
      await context.say(context.talk.dim(countLine(rows.length, held.length > max)));
    },
  };
}

function alignedLines(context: Context, { columns, rows }: QueryResult): Iterable<string> {
  const heads = columns.map(({ name, type }): TableColumn => {
    return { title: visibleText(name), align: numberType.test(type) ? "right" : "left" };
  });
  const cells = {
    *[Symbol.iterator]() {
      for (const row of rows) yield row.map((value) => cellOf(context, value));
    },
  };
  return tableLines(heads, cells, { title: context.data.bold });
}

const gapWidth = 2;

/** Whether the aligned table is no wider than the terminal. */
function fits(context: Context, { columns, rows }: QueryResult): boolean {
  const room = context.io.stdout.columns();
  const widths = columns.map(({ name }) => widthOf(visibleText(name)));
  const total = () => widths.reduce((sum, width) => sum + width + gapWidth, -gapWidth);
  for (const row of rows) {
    for (const [i, value] of row.entries())
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cellOf(context, value).text));
    if (total() > room) return false;
  }
  return total() <= room;
}

function widthOf(text: string): number {
  return text.length > maxMeasured ? text.length : displayWidth(text);
}

/** A column without a name of its own is called as its whole expression is: it must not push the values of all others aside. */
const widestTitle = 40;

/** A line for each column, records apart. */
function* verticalLines(context: Context, { columns, rows }: QueryResult): Iterable<string> {
  const { data } = context;
  const titles = columns.map(({ name }) => visibleText(name));
  const width = Math.min(widestTitle, Math.max(0, ...titles.map(widthOf)));
  for (const [at, row] of rows.entries()) {
    yield data.bold(`── row ${showCount(at + 1)} ──`);
    for (const [i, title] of titles.entries()) {
      const { text, paint } = cellOf(context, row[i]);
      const space = text === "" ? "" : " ".repeat(Math.max(0, width - widthOf(title)) + gapWidth);
      yield `${data.bold(title)}${space}${paint ? paint(text) : text}`;
    }
  }
}

function countLine(shown: number, hasMore: boolean): string {
  const count = showNumberOf(shown, "row");
  if (!hasMore) return count;
  return `the first ${count}, there are more; --limit 0 shows all, --format csv writes all`;
}

function cellOf({ data }: Context, value: unknown): Cell {
  if (value === null || value === undefined) return { text: "∅", paint: data.dim };
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return { text: visibleText(text) };
}
