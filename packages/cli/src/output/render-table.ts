import { cutToWidth, displayWidth } from "./display-width.ts";
import { visibleText } from "./visible-text.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** A cell: one line, whatever it holds, and how to paint it once its width is known. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export interface TableLook {
  readonly title?: (text: string) => string;
  /** Width of a cell in columns; longer ones are cut. */
  readonly maxWidth?: number;
  /** Width to fit into: in a table that is wider each row is a paragraph, with a line for each column. */
  readonly width?: number | undefined;
}

const gap = "  ";

/** A longer text does not widen its column: it would pad every row. Nor is it measured, which takes longer than writing it. */
const longestAligned = 256;

type Row = readonly (Cell | string)[];

/** Lines of an aligned table: titles, a rule, rows. Of one that does not fit, lines of each row. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly Row[],
  look: TableLook = {},
): string[] {
  if (fits(columns, rows, look)) return [...tableLines(columns, rows, look)];
  return rows.flatMap((row) => rowLines(columns, row, look));
}

/** Whether the aligned table is no wider than what it must fit into. */
export function fits(
  columns: readonly TableColumn[],
  rows: Iterable<Row>,
  { width, maxWidth = Number.MAX_SAFE_INTEGER }: TableLook,
): boolean {
  if (width === undefined) return true;
  const widths = columns.map(({ title }) => shownWidth(toCell(title, maxWidth).text));
  const total = () => widths.reduce((sum, one) => sum + one + gap.length, -gap.length);
  for (const row of rows) {
    for (const [i, cell] of row.entries())
      widths[i] = Math.max(widths[i] ?? 0, shownWidth(toCell(cell, maxWidth).text));
    if (total() > width) return false;
  }
  return total() <= width;
}

/** A long text is wider than a terminal, and takes longer to measure than to write. */
export function shownWidth(text: string): number {
  return text.length > longestAligned ? text.length : displayWidth(text);
}

/** A row as a paragraph: its first cell, and under it the others that hold something, each behind its title. */
export function rowLines(
  columns: readonly TableColumn[],
  row: Row,
  { maxWidth = Number.MAX_SAFE_INTEGER }: TableLook,
): string[] {
  const [first, ...others] = columns.map((column, i) => {
    return { title: visibleText(column.title), cell: toCell(row[i] ?? "", maxWidth) };
  });
  const titleWidth = Math.max(0, ...others.map(({ title }) => displayWidth(title)));
  const lines = others
    .filter(({ cell }) => cell.text !== "")
    .map(({ title, cell }) => {
      const space = " ".repeat(titleWidth - displayWidth(title));
      return `${gap}${title}${space}${gap}${painted(cell)}`;
    });
  return [first ? painted(first.cell) : "", ...lines];
}

function painted({ text, paint }: Cell): string {
  return paint ? paint(text) : text;
}

/** The same, line by line, for rows that are many: they are read twice and never held. */
export function* tableLines(
  columns: readonly TableColumn[],
  rows: Iterable<Row>,
  look: TableLook = {},
): Iterable<string> {
  const maxWidth = look.maxWidth ?? Number.MAX_SAFE_INTEGER;
  const cellsOf = (row: Row) => columns.map((_, i) => toCell(row[i] ?? "", maxWidth));
  const titles = columns.map(({ title }) => cutToWidth(visibleText(title), maxWidth));
  const widths = titles.map(alignedWidth);
  for (const row of rows)
    for (const [i, { text }] of cellsOf(row).entries())
      widths[i] = Math.max(widths[i] ?? 0, alignedWidth(text));
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, i) => aligned(cell, widths[i] ?? 0, columns[i]?.align ?? "left"))
      .join(gap)
      .trimEnd();
  const paint = look.title ?? ((text: string) => text);
  yield line(titles.map((text) => ({ text, paint })));
  yield widths.map((width) => "─".repeat(width)).join(gap);
  for (const row of rows) yield line(cellsOf(row));
}

function alignedWidth(text: string): number {
  return text.length > longestAligned ? 0 : displayWidth(text);
}

function toCell(cell: Cell | string, maxWidth: number): Cell {
  const { text, paint } = typeof cell === "string" ? { text: cell, paint: undefined } : cell;
  const cut = cutToWidth(visibleText(text), maxWidth);
  return paint ? { text: cut, paint } : { text: cut };
}

function aligned({ text, paint }: Cell, width: number, align: "left" | "right"): string {
  const space =
    text.length > longestAligned ? "" : " ".repeat(Math.max(0, width - displayWidth(text)));
  const shown = paint ? paint(text) : text;
  return align === "right" ? space + shown : shown + space;
}
