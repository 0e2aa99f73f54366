import type { ResultReader } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { csvLineEnd, toCsvLine, withoutFormula } from "../output/to-csv.ts";
import { visibleJson, visibleText } from "../output/visible-text.ts";
import { jsonRow, uniqueNames } from "./json-row.ts";
import { numberType, tablePrinter } from "./print-table.ts";
import type { RowPrinter } from "./row-printer.ts";

export const resultFormats = ["table", "vertical", "csv", "json"] as const;

export interface ResultLook {
  readonly format: (typeof resultFormats)[number];
  /** Rows that a table shows; 0 = all. */
  readonly maxRows: number;
  /** CSV for a spreadsheet: no text in it starts a formula. */
  readonly safeCsv?: boolean;
}

type Columns = Parameters<ResultReader["columns"]>[0];
type Row = readonly unknown[];

/** A printer in the format asked for. It wants no more rows once whoever reads stdout has gone, and holds none of CSV and JSON. */
export function rowPrinter(context: Context, look: ResultLook): RowPrinter {
  const { format, maxRows } = look;
  if (format === "table" || format === "vertical")
    return tablePrinter(context, { maxRows, isVertical: format === "vertical" });
  const lines = format === "csv" ? csvLines(context, look) : jsonLines();
  return linePrinter(context, lines);
}

/** The text of a format, piece by piece. */
interface LineFormat {
  head(columns: Columns): string;
  row(row: Row): string;
  foot(): string;
}

const partLength = 64 * 1024;

/** Rows of one reply are written together, since a write for each would be slow; the first ones at once. */
function linePrinter({ io: { stdout } }: Context, lines: LineFormat): RowPrinter {
  return {
    columns: (columns) => stdout.write(lines.head(columns)),
    rows: async (rows) => {
      let part = "";
      for (const row of rows) {
        part += lines.row(row);
        if (part.length < partLength) continue;
        await stdout.write(part);
        part = "";
      }
      await stdout.write(part);
      return !stdout.isClosed();
    },
    end: () => stdout.write(lines.foot()),
  };
}

function csvLines({ io }: Context, { safeCsv = false }: ResultLook): LineFormat {
  // A terminal shows it, which data must not steer; files and pipes get it as it is.
  const isSeen = io.stdout.isTerminal;
  let isNumber: readonly boolean[] = [];
  const text = (value: string) => {
    const inert = safeCsv ? withoutFormula(value) : value;
    return isSeen ? visibleText(inert) : inert;
  };
  const end = isSeen ? "\n" : csvLineEnd;
  // A number is no formula: -5 stays a number.
  const cell = (value: string, index: number) => (isNumber[index] ? value : text(value));
  return {
    head: (columns) => {
      isNumber = columns.map(({ type }) => numberType.test(type));
      const names = columns.map(({ name }) => name);
      return toCsvLine(names, text) + end;
    },
    row: (row) => toCsvLine(row, cell) + end,
    foot: () => "",
  };
}

function jsonLines(): LineFormat {
  let columns: Columns = [];
  let names: readonly string[] = [];
  let isEmpty = true;
  return {
    head: (given) => {
      columns = given;
      names = uniqueNames(given.map(({ name }) => name));
      return "[";
    },
    row: (row) => {
      const text = visibleJson(JSON.stringify(jsonRow(names, columns, row)));
      const line = `${isEmpty ? "" : ","}\n  ${text}`;
      isEmpty = false;
      return line;
    },
    foot: () => (isEmpty ? "]\n" : "\n]\n"),
  };
}
