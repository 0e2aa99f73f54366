/** A REST page cut in two without parsing a record. */
export interface CutPage {
  /** The array of records, byte for byte. */
  readonly records: Buffer;
  /** Everything around it: `totalSize`, `done`, `nextRecordsUrl`; parsed. */
  readonly envelope: unknown;
  readonly rows: number;
}

const quote = 0x22;
const backslash = 0x5c;

/** Cuts `{"totalSize":…,"records":[…]}`; undefined if the page does not have that shape. */
export function cutPage(page: Buffer): CutPage | undefined {
  const start = arrayStart(page);
  const end = page.lastIndexOf("]") + 1;
  if (start === undefined || end <= start) return undefined;
  const around = `${page.toString("utf8", 0, start)}[]${page.toString("utf8", end)}`;
  const records = page.subarray(start, end);
  try {
    return { records, envelope: JSON.parse(around), rows: countRecords(records) };
  } catch {
    return undefined;
  }
}

const recordMark = Buffer.from('"attributes":{');

/** Each record starts with one such mark (no relationships are selected); inside text its quotes are escaped. */
function countRecords(records: Buffer): number {
  let rows = 0;
  for (let at = records.indexOf(recordMark); at >= 0; at = records.indexOf(recordMark, at + 1))
    rows++;
  return rows;
}

/** Where the `[` after the outermost object's key `records` is. */
function arrayStart(page: Buffer): number | undefined {
  let depth = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = page[at];
    if (byte === quote) {
      const end = stringEnd(page, at);
      if (depth === 1 && page.toString("latin1", at, end) === '"records"') {
        const value = valueStart(page, end);
        if (value !== undefined) return value;
      }
      at = end - 1;
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return undefined;
}

/** The position after the closing quote of the text that opens at `start`. */
function stringEnd(page: Buffer, start: number): number {
  for (let at = start + 1; at < page.length; at++) {
    if (page[at] === backslash) at++;
    else if (page[at] === quote) return at + 1;
  }
  return page.length;
}

/** Where the array starts, if a colon and a `[` come next. */
function valueStart(page: Buffer, after: number): number | undefined {
  const gap = /^\s*:\s*\[/.exec(page.toString("latin1", after, after + 64));
  return gap ? after + gap[0].length - 1 : undefined;
}
