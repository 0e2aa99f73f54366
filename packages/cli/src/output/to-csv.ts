/** One CSV line without its end (RFC 4180); null is an empty field, an empty text is `""`. `changed` may write a text differently. */
export function toCsvLine(
  values: readonly unknown[],
  changed: (text: string, index: number) => string = (text) => text,
): string {
  return values.map((value, i) => field(value, (text) => changed(text, i))).join(",");
}

/**
 * What spreadsheets take for the start of a formula, by OWASP's page on CSV injection: = + - @, tab, CR and line feed, and the
 * full-width forms. The page of the matrix asks the same.
 */
export const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** The text with an apostrophe in front if a spreadsheet would run it. */
export function withoutFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** RFC 4180 ends lines with CRLF. */
export const csvLineEnd = "\r\n";

function field(value: unknown, changed: (text: string) => string): string {
  if (value === null || value === undefined) return "";
  const text = changed(typeof value === "object" ? JSON.stringify(value) : String(value));
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
