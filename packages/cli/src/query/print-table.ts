import type { QueryResult } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showNumberOf } from "../output/amounts.ts";
import { shownText } from "../output/colours.ts";
import { type Cell, type TableColumn, tableLines } from "../output/render-table.ts";
import { visibleText } from "../output/visible-text.ts";
import type { RowPrinter } from "./row-printer.ts";

export const numberType = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;
/** Wider cells are cut in a terminal; files and pipes get them whole. */
const maxCellWidth = 60;

/** Holds the rows that it shows, whose widths it must know before the first line, and asks for one more to tell whether there is one. */
export function tablePrinter(context: Context, maxRows: number): RowPrinter {
  const most = maxRows === 0 ? Number.POSITIVE_INFINITY : maxRows;
  let columns: QueryResult["columns"] = [];
  const held: (readonly unknown[])[] = [];
  return {
    columns: (given) => {
      columns = given;
    },
    rows: (rows) => {
      for (const row of rows) {
        held.push(row);
        if (held.length > most) return false;
      }
      return true;
    },
    end: async () => {
      const rows = held.slice(0, most);
      await printTable(context, { columns, rows });
      if (context.io.stdout.isClosed()) return;
      await context.say(context.talk.dim(countLine(rows.length, held.length > most)));
    },
  };
}

async function printTable(context: Context, { columns, rows }: QueryResult): Promise<void> {
  const { stdout } = context.io;
  const heads = columns.map(({ name, type }): TableColumn => {
    return { title: visibleText(name), align: numberType.test(type) ? "right" : "left" };
  });
  const cells = {
    *[Symbol.iterator]() {
      for (const row of rows) yield row.map((value) => cellOf(context, value));
    },
  };
  const limit = stdout.isTerminal ? { maxWidth: maxCellWidth } : {};
  for (const line of tableLines(heads, cells, { title: context.data.bold, ...limit })) {
    if (stdout.isClosed()) return;
    await stdout.write(`${shownText(line)}\n`);
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
