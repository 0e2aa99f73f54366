import { PlatformError } from "../../../core/index.ts";
import type { CheckStart } from "./spool-body.ts";

/**
 * Checks a page's header as its first bytes arrive, and puts one before a page that comes without. Fails with
 * `bad_page` if the columns are not the requested ones in their order.
 */
export function checkHeader(connection: string, fields: readonly string[]): CheckStart {
  return (start, isWhole) => {
    const end = firstLineEnd(start) ?? (isWhole ? start.length : undefined);
    if (end === undefined) return "more";
    if (end === 0) return start;
    const line = firstLineOf(start.toString("utf8", 0, end), fields);
    if (line.kind === "header") return start;
    if (line.kind === "row") return Buffer.concat([Buffer.from(headerRow(fields)), start]);
    throw new PlatformError(
      "bad_page",
      `connection "${connection}": a page has the columns ${shown(line.names)} instead of ${shown(fields)}`,
      "columns are loaded by position, so nothing was; run it again with `api: rest`",
    );
  };
}

function shown(names: readonly string[]): string {
  const [first, second, third] = names;
  const some = [first, second, third].filter((name) => name !== undefined).join(", ");
  return (names.length > 3 ? `${some} … (${names.length})` : some).slice(0, 200);
}

/** The kind of a page's first line. */
export type FirstLine =
  | { readonly kind: "header" }
  /** The page starts with a row; every client must be ready for that. */
  | { readonly kind: "row" }
  /** A header, but not the requested one: loading by position would swap columns. */
  | { readonly kind: "other_header"; readonly names: readonly string[] };

/** Compares a page's first line with the requested fields, in order and regardless of case. */
export function firstLineOf(line: string, fields: readonly string[]): FirstLine {
  const cells = csvCells(line);
  const wanted = fields.map((name) => name.toLowerCase());
  const found = cells.map((cell) => cell.toLowerCase());
  if (found.length === wanted.length && found.every((cell, i) => cell === wanted[i]))
    return { kind: "header" };
  const known = new Set(wanted);
  const named = found.filter((cell) => known.has(cell)).length;
  const isRow = cells.length === fields.length && named * 2 < cells.length;
  return isRow ? { kind: "row" } : { kind: "other_header", names: cells };
}

/** The header row that was missing. */
export function headerRow(fields: readonly string[]): string {
  return `${fields.map((name) => `"${name}"`).join(",")}\n`;
}

/** Where the first line ends (after its line feed), quotes respected; undefined if it goes on. */
export function firstLineEnd(bytes: Buffer): number | undefined {
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0x22) quoted = !quoted;
    else if (bytes[at] === 0x0a && !quoted) return at + 1;
  }
  return undefined;
}

/** The cells of one line. */
function csvCells(line: string): readonly string[] {
  const text = line.replace(/^\uFEFF/, "").replace(/\r?\n$/, "");
  const cells: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
  return cells;
}
