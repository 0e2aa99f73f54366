import type { QueryResult } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showCount, showNumberOf } from "../output/amounts.ts";
import { shownText } from "../output/colours.ts";
import {
  type Cell,
  fits,
  shownWidth,
  type TableColumn,
  tableLines,
} from "../output/render-table.ts";
import { dataLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";
import type { RowPrinter } from "./row-printer.ts";

export const numberType = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;

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
      const result = { columns, rows };
      const isAligned =
        !isVertical && fits(headsOf(result), cellsOf(context, result), dataLook(context));
      const lines = isAligned ? alignedLines : verticalLines;
      for (const line of lines(context, result)) {
        if (context.io.stdout.isClosed()) return;
        await context.io.stdout.write(`${shownText(line)}\n`);
      }
      await context.say(context.talk.dim(countLine(rows.length, held.length > max)));
    },
  };
}

function alignedLines(context: Context, result: QueryResult): Iterable<string> {
  return tableLines(headsOf(result), cellsOf(context, result), dataLook(context));
}

function headsOf({ columns }: QueryResult): readonly TableColumn[] {
  return columns.map(({ name, type }) => {
    return { title: visibleText(name), align: numberType.test(type) ? "right" : "left" };
  });
}

/** Read as often as they are gone through, and never held. */
function cellsOf(context: Context, { rows }: QueryResult): Iterable<readonly Cell[]> {
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield row.map((value) => cellOf(context, value));
    },
  };
}

const gapWidth = 2;
/** A column without a name of its own is called as its whole expression is: it must not push the values of all others aside. */
const widestTitle = 40;

/** A line for each column, records apart. */
function* verticalLines(context: Context, { columns, rows }: QueryResult): Iterable<string> {
  const { data } = context;
  const titles = columns.map(({ name }) => visibleText(name));
  const width = Math.min(widestTitle, Math.max(0, ...titles.map(shownWidth)));
  for (const [at, row] of rows.entries()) {
    yield data.bold(`── row ${showCount(at + 1)} ──`);
    for (const [i, title] of titles.entries()) {
      const { text, paint } = cellOf(context, row[i]);
      const space =
        text === "" ? "" : " ".repeat(Math.max(0, width - shownWidth(title)) + gapWidth);
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
