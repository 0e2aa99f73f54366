import { PlatformError } from "../../../core/index.ts";
import { defaultRowFields } from "../../domain/field-type.ts";
import type { Window } from "../../domain/window.ts";
import type { Selection } from "../../ports/source.ts";

type Queried = Pick<Selection, "object" | "fields" | "window" | "keys">;

/**
 * The query of an extract. REST pages are cut from one ordered list; an ORDER BY would switch off the chunking by key
 * that makes Bulk fast (Bulk API 2.0 guide), so Bulk has none. Fails with `source_refused` on an invalid name, and on more
 * fields than one statement holds.
 */
export function extractQuery(selection: Queried, ordered: boolean): string {
  const fields = selection.fields.map(identifier).join(", ");
  const from = `SELECT ${fields} FROM ${identifier(selection.object)}`;
  const query = `${from}${condition(selection)}${ordered ? order(selection) : ""}`;
  if (query.length <= maxQueryLength) return query;
  throw new PlatformError(
    "source_refused",
    `${selection.object} has too many fields for one query: ${query.length} characters, and Salesforce takes ${maxQueryLength}`,
    "list fields that nobody needs in exclude_fields",
  );
}

/** The longest SOQL statement (SOQL and SOSL limits). */
const maxQueryLength = 100_000;

/** Salesforce cuts off addresses and headers of more than 16,384 bytes together. */
const maxAddressLength = 15_000;

/** Keys that one query names: beside the fields of a wide object, in an address and in a body. */
export const keysPerQuery = { rest: 200, bulk: 2000 } as const;

/** Whether the address of a REST request can carry the query of a selection. */
export function fitsAddress(selection: Queried): boolean {
  const keys = selection.keys?.slice(0, keysPerQuery.rest);
  const query = extractQuery({ ...selection, keys }, true);
  const { length } = new URLSearchParams({ q: query }).toString();
  return length <= maxAddressLength;
}

/** The query that counts the rows of a selection. */
export function countQuery(selection: Queried): string {
  return `SELECT COUNT() FROM ${identifier(selection.object)}${condition(selection)}`;
}

/** The name itself, if it has only letters, digits and underscores, a letter first. Else fails with `source_refused`. */
export function identifier(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return name;
  throw new PlatformError(
    "source_refused",
    `${JSON.stringify(name)} is not an API name of Salesforce`,
    "an API name has letters, digits and underscores, and starts with a letter",
  );
}

function condition({ window, keys }: Queried): string {
  const conditions = [...(window ? [within(window)] : []), ...(keys ? [oneOf(keys)] : [])];
  return conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
}

/** A key as text of SOQL: a backslash escapes. */
function oneOf(keys: readonly string[]): string {
  const texts = keys.map((key) => `'${key.replace(/[\\']/g, "\\$&")}'`);
  return `${defaultRowFields.key} IN (${texts.join(",")})`;
}

function within(window: Window): string {
  const field = identifier(window.field);
  const before = `${field} < ${dateTime(window.to)}`;
  if (window.from) return `${field} >= ${dateTime(window.from)} AND ${before}`;
  // Any other date may be empty, and the window would leave such rows out.
  const isAlwaysSet = defaultRowFields.changeStamps.includes(window.field);
  return isAlwaysSet ? before : `(${before} OR ${field} = null)`;
}

/** Many rows share a stamp; Id makes the order of pages a total one. */
function order({ window, fields }: Queried): string {
  const keys = window ? [window.field, "Id"] : fields.filter((name) => name === "Id");
  const unique = [...new Set(keys)];
  return unique.length > 0 ? ` ORDER BY ${unique.join(", ")}` : "";
}

/** Unquoted, in UTC; whole seconds without their zeros. */
function dateTime(at: Date): string {
  return at.toISOString().replace(".000Z", "Z");
}
