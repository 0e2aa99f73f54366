import type { QueryResult } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { showCount, showNumberOf } from "../output/amounts.ts";
import { shownText } from "../output/colours.ts";
import { type Cell, type TableColumn, tableLines } from "../output/render-table.ts";
import { csvLineEnd, toCsvLine, withoutFormula } from "../output/to-csv.ts";
import { visibleJson, visibleText } from "../output/visible-text.ts";
import { jsonRow, uniqueNames } from "./json-row.ts";

export const resultFormats = ["table", "csv", "json"] as const;

export interface ResultLook {
  readonly format: (typeof resultFormats)[number];
  /** Rows that a table shows; 0 = all. */
  readonly maxRows: number;
  /** CSV for a spreadsheet: no text in it starts a formula. */
  readonly safeCsv?: boolean;
}

/** Writes the rows to stdout in the format asked for, until the reader has enough. */
export async function printRows(
  context: Context,
  result: QueryResult,
  { format, maxRows, safeCsv = false }: ResultLook,
): Promise<void> {
  if (format === "table") return printTable(context, result, maxRows);
  const isSeen = context.io.stdout.isTerminal;
  await writeLines(
    context,
    format === "csv" ? csvLines(result, { safeCsv, isSeen }) : jsonLines(result),
  );
}

async function writeLines({ io: { stdout } }: Context, lines: Iterable<string>): Promise<void> {
  for (const part of inParts(lines)) {
    if (stdout.isClosed()) return;
    await stdout.write(part);
  }
}

const partLength = 64 * 1024;

/** A write for every row would be slow, one for all would hold the whole result twice. */
function* inParts(lines: Iterable<string>): Iterable<string> {
  let part = "";
  for (const line of lines) {
    part += line;
    if (part.length < partLength) continue;
    yield part;
    part = "";
  }
  yield part;
}

interface CsvLook {
  readonly safeCsv: boolean;
  /** A terminal shows it, which data must not steer; files and pipes get it as it is. */
  readonly isSeen: boolean;
}

function* csvLines({ columns, rows }: QueryResult, { safeCsv, isSeen }: CsvLook): Iterable<string> {
  const isNumber = columns.map(({ type }) => numberType.test(type));
  const head = (text: string) => {
    const inert = safeCsv ? withoutFormula(text) : text;
    return isSeen ? visibleText(inert) : inert;
  };
  const end = isSeen ? "\n" : csvLineEnd;
  // A number is no formula: -5 stays a number.
  const cell = (text: string, index: number) => (isNumber[index] ? text : head(text));
  yield toCsvLine(
    columns.map(({ name }) => name),
    head,
  ) + end;
  for (const row of rows) yield toCsvLine(row, cell) + end;
}

function* jsonLines({ columns, rows }: QueryResult): Iterable<string> {
  const names = uniqueNames(columns.map(({ name }) => name));
  yield "[";
  for (const [index, row] of rows.entries()) {
    const object = jsonRow(names, columns, row);
    yield `${index === 0 ? "" : ","}\n  ${visibleJson(JSON.stringify(object))}`;
  }
  yield rows.length === 0 ? "]\n" : "\n]\n";
}

const numberType = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;
/** Wider cells are cut in a terminal; files and pipes get them whole. */
const maxCellWidth = 60;

async function printTable(
  context: Context,
  { columns, rows }: QueryResult,
  maxRows: number,
): Promise<void> {
  const shown = maxRows === 0 ? rows : rows.slice(0, maxRows);
  const heads = columns.map(({ name, type }): TableColumn => {
    return { title: visibleText(name), align: numberType.test(type) ? "right" : "left" };
  });
  const cells = {
    *[Symbol.iterator]() {
      for (const row of shown) yield row.map((value) => cellOf(context, value));
    },
  };
  const limit = context.io.stdout.isTerminal ? { maxWidth: maxCellWidth } : {};
  const lines = tableLines(heads, cells, { title: context.data.bold, ...limit });
  await writeLines(context, ended(lines));
  await context.say(context.talk.dim(countLine(shown.length, rows.length)));
}

function* ended(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${shownText(line)}\n`;
}

function countLine(shown: number, all: number): string {
  if (shown === all) return showNumberOf(all, "row");
  return `${showCount(shown)} of ${showNumberOf(all, "row")}; --limit 0 shows all, --format csv writes all`;
}

function cellOf({ data }: Context, value: unknown): Cell {
  if (value === null || value === undefined) return { text: "∅", paint: data.dim };
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return { text: visibleText(text) };
}
