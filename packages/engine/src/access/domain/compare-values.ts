/** A value in a row. Dates and nested values cannot be compared with constants: they count as unknown. */
export type RowValue = string | number | bigint | boolean | object | null | undefined;

/**
 * Negative, zero or positive; undefined where the two cannot be compared: NULL, or different kinds of value, which
 * the service refuses and which here is unknown. Text is ordered by code point, NaN comes last, as engines do.
 */
export function compareValues(a: RowValue, b: RowValue): number | undefined {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  return undefined;
}

/** Order by code point, which is that of UTF-8 bytes; JavaScript's own is by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [i, char] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (char !== other) return (char.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
}

function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function isNumeric(value: RowValue): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
