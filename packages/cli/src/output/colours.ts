import { randomUUID } from "node:crypto";
import { visibleLines } from "./visible-text.ts";

/** Text in colour, or as it is where colour is not wanted. What is painted must go through `shownText` before it is written. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/** In every mark of ours until it is written; data cannot guess it, so that none of it passes for a colour. */
const key = randomUUID();
const marks = new RegExp(`<${key};(\\d+)>`);

/** Colours of a stream. */
export function coloursFor(wanted: boolean): Colours {
  const mark = (code: number) => `<${key};${code}>`;
  const paint = (on: number, off: number) => (text: string) =>
    wanted && text !== "" ? `${mark(on)}${text}${mark(off)}` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
  };
}

/** The text as it is written: our colours are the only escapes in it, whatever it was made of. */
export function shownText(text: string, spell: (part: string) => string = visibleLines): string {
  const parts = text.split(marks);
  return parts.map((part, i) => (i % 2 === 1 ? `\u001b[${part}m` : spell(part))).join("");
}
