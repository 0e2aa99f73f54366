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
}

const gap = "  ";

/** Lines of an aligned table: titles, a rule, rows. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly (Cell | string)[])[],
  look: TableLook = {},
): string[] {
  const maxWidth = look.maxWidth ?? Number.MAX_SAFE_INTEGER;
  const body = rows.map((row) => columns.map((_, i) => toCell(row[i] ?? "", maxWidth)));
  const titles = columns.map(({ title }) => cutToWidth(visibleText(title), maxWidth));
  const widths = titles.map((title, i) =>
    body.reduce((max, row) => Math.max(max, displayWidth(row[i]?.text ?? "")), displayWidth(title)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, i) => aligned(cell, widths[i] ?? 0, columns[i]?.align ?? "left"))
      .join(gap)
      .trimEnd();
  const paint = look.title ?? ((text: string) => text);
  return [
    line(titles.map((text) => ({ text, paint }))),
    widths.map((width) => "─".repeat(width)).join(gap),
    ...body.map(line),
  ];
}

function toCell(cell: Cell | string, maxWidth: number): Cell {
  const { text, paint } = typeof cell === "string" ? { text: cell, paint: undefined } : cell;
  const cut = cutToWidth(visibleText(text), maxWidth);
  return paint ? { text: cut, paint } : { text: cut };
}

function aligned({ text, paint }: Cell, width: number, align: "left" | "right"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  const shown = paint ? paint(text) : text;
  return align === "right" ? space + shown : shown + space;
}
