/** Latin, Greek and Cyrillic letters: a column each, with nothing that joins them. A segmenter would take seconds for what a text of them takes. */
const plain = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f]*$/;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const invisible = /^[\p{Mark}\p{Cf}]+$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}{2}/u;

/** Code units that are segmented at once: each step of the segmenter takes time for all that it was given. */
const windowUnits = 256;

/** Columns that a text takes in a terminal: two for wide East Asian characters and emoji, none for marks. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const segment of segmentsOf(text)) width += graphemeWidth(segment);
  return width;
}

/** The text, cut with an ellipsis so that it takes at most `columns`. */
export function cutToWidth(text: string, columns: number): string {
  // No code unit takes more than two columns.
  if (text.length * 2 <= columns || (text.length <= columns && plain.test(text))) return text;
  let kept = "";
  let width = 0;
  for (const segment of segmentsOf(text)) {
    width += graphemeWidth(segment);
    if (width > columns) return `${kept}…`;
    if (width <= columns - 1) kept += segment;
  }
  return text;
}

/** Graphemes, in time that grows with the text's length. The last of a window may go on beyond it and begins the next one. */
function* segmentsOf(text: string): Generator<string> {
  let from = 0;
  let units = windowUnits;
  while (from < text.length) {
    const window = text.slice(from, endOfWindow(text, from + units));
    const isLast = from + window.length === text.length;
    let done = 0;
    for (const { segment, index } of graphemes.segment(window)) {
      if (!isLast && index + segment.length === window.length) break;
      yield segment;
      done = index + segment.length;
    }
    from += done;
    units = done === 0 ? units * 2 : windowUnits;
  }
}

/** Never between the two halves of a character. */
function endOfWindow(text: string, end: number): number {
  return /[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end + 1 : end;
}

function graphemeWidth(segment: string): number {
  if (invisible.test(segment)) return 0;
  return emoji.test(segment) || isWide(segment.codePointAt(0) ?? 0) ? 2 : 1;
}

/** First and last code points of the blocks that Unicode's East Asian Width calls W or F (UAX #11). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

function isWide(codePoint: number): boolean {
  return wideRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
