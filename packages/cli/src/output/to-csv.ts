/** One CSV line without its end (RFC 4180); null is an empty field, an empty text is `""`. */
export function toCsvLine(values: readonly unknown[]): string {
  return values.map(field).join(",");
}

/** RFC 4180 ends lines with CRLF. */
export const csvLineEnd = "\r\n";

function field(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
