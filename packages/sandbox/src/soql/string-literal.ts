import { malformedQuery } from "./soql-error.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  N: "\n",
  r: "\r",
  R: "\r",
  t: "\t",
  T: "\t",
  b: "\b",
  B: "\b",
  f: "\f",
  F: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

/** The text of a quoted SOQL string; throws MALFORMED_QUERY for escapes SOQL does not have. */
export function readString(literal: string): string {
  return decodeEscapes(literal, (char) => ESCAPES[char]);
}

/** A quoted SOQL string as a LIKE pattern whose escape character is the backslash. */
export function readLikePattern(literal: string): string {
  return decodeEscapes(literal, (char) => {
    if (char === "%" || char === "_" || char === "\\") return `\\${char}`;
    return ESCAPES[char];
  });
}

function decodeEscapes(literal: string, meaning: (char: string) => string | undefined): string {
  const inner = literal.slice(1, -1);
  const text = inner.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (whole, code: string) => {
    const meant = code.length > 1 ? codePoint(code.slice(1)) : meaning(code);
    if (meant === undefined) throw malformedQuery(`Illegal character escape sequence: ${whole}`);
    return meant;
  });
  if (text.includes("\0")) throw malformedQuery("Illegal character: NUL");
  return text;
}

function codePoint(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
