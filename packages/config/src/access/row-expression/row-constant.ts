import type { RowConstant } from "../types.ts";
import type { RowToken } from "./row-token.ts";
import { refuse, type TokenReader } from "./token-reader.ts";

/** Reads a text, a number or a boolean. Columns, functions, queries and NULL are refused by name. */
export function readConstant(reader: TokenReader): RowConstant {
  const token = reader.next();
  if (token.kind === "text") return token.text;
  if (token.kind === "number") return toNumber(token);
  if (token.kind === "word") return readWord(token, reader);
  if (token.kind === "quoted") {
    refuse(token, "text goes in single quotes; double quotes name a column");
  }
  if (token.text === "(") refuse(token, "a constant is missing: queries and lists are not allowed");
  return refuse(token, "a constant is missing: a text in single quotes, a number, true or false");
}

/** Refuses lists and ranges of different types, which engines compare in different ways. */
export function needSameType(values: readonly RowConstant[], at: Pick<RowToken, "offset">): void {
  const types = new Set(values.map((value) => typeof value));
  if (types.size > 1) refuse(at, "the constants must be of one type: all texts or all numbers");
}

function readWord(token: RowToken, reader: TokenReader): boolean {
  const word = token.text.toUpperCase();
  if (word === "TRUE" || word === "FALSE") return word === "TRUE";
  if (word === "NULL") refuse(token, "nothing equals NULL: write IS NULL or IS NOT NULL");
  if (word === "SELECT") refuse(token, "queries are not allowed in a row expression");
  if (dateWords.has(word)) refuse(token, datesRefused);
  if (reader.isNext("(")) refuse(token, functionsRefused);
  if (reader.peek().kind === "text") {
    refuse(token, `${word} before a text is not supported: ${constantForms}`);
  }
  return refuse(token, "two columns cannot be compared; text goes in single quotes");
}

const constantForms = "a constant is a text in single quotes, a number without, true or false";

/** Words that begin a date or time in some engine. */
const dateWords = new Set(
  "DATE TIME TIMESTAMP TIMESTAMPTZ DATETIME INTERVAL CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIMESTAMP NOW TODAY GETDATE SYSDATE TO_DATE TO_TIMESTAMP DATE_PARSE FROM_ISO8601_DATE FROM_ISO8601_TIMESTAMP STRPTIME MAKE_DATE DATEADD DATE_ADD".split(
    " ",
  ),
);

/** A date column never equals a text, so that no form of the constant would help. */
const datesRefused =
  "dates cannot be filtered: Lake Formation compares text, numbers and booleans only. Filter by a column of such a type, for example a year, or by the load date, which is text such as '20240229'";

export const functionsRefused =
  "functions are not allowed: compare a column with a constant, with = != < <= > >= BETWEEN IN LIKE IS NULL";

const maxDigits = 15;

function toNumber(token: RowToken): number {
  const value = Number(token.text);
  const digits = token.text.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "");
  const exact = digits.length <= maxDigits && Number.isFinite(value);
  return exact ? value : refuse(token, `numbers have at most ${maxDigits} digits here`);
}
