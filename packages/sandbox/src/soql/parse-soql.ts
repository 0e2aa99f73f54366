import { parseQuery, type Query } from "@jetstreamapp/soql-parser-js";
import { malformedQuery } from "./soql-error.ts";

/** Salesforce's limit on the length of a statement. */
const MAX_LENGTH = 100_000;

/** The query's tree; throws MALFORMED_QUERY with the parser's first complaint. */
export function parseSoql(soql: string): Query & { sObject: string } {
  if (soql.trim() === "") throw malformedQuery("A query string has to be specified");
  if (soql.length > MAX_LENGTH)
    throw malformedQuery("SOQL statements cannot be longer than 100000 characters.");
  // The parser forgets NOTs of such a run; with parentheses between them it leaves the parentheses unbalanced.
  if (/\bNOT\s+NOT\b/i.test(withoutStrings(soql))) throw malformedQuery("unexpected token: 'NOT'");
  const query = tryParse(soql);
  if (query.sObject === undefined) throw malformedQuery("unexpected token: '<EOF>'");
  return { ...query, sObject: query.sObject };
}

function withoutStrings(soql: string): string {
  return soql.replace(/'(\\[\s\S]|[^'\\])*'/g, "''");
}

function tryParse(soql: string): Query {
  try {
    return parseQuery(soql);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const found = /found:? (?:--> )?'([^']*)'/.exec(text)?.[1];
    if (found !== undefined) throw malformedQuery(`unexpected token: '${found || "<EOF>"}'`);
    throw malformedQuery(text.split("\n")[0] ?? "unexpected token");
  }
}
