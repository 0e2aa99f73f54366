import { SalesforceError } from "../server/salesforce-error.ts";

/** SOQL that cannot be understood. */
export function malformedQuery(message: string): SalesforceError {
  return new SalesforceError(400, "MALFORMED_QUERY", message);
}

/** A field that does not exist or cannot be used so. */
export function invalidField(message: string): SalesforceError {
  return new SalesforceError(400, "INVALID_FIELD", message);
}

/** An object that does not exist. */
export function invalidType(name: string): SalesforceError {
  const message =
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure ` +
    "to append the '__c' after the entity name. Please reference your WSDL or the describe call for " +
    "the appropriate names.";
  return new SalesforceError(400, "INVALID_TYPE", message);
}

/** Puts the line and a caret above `error`'s message, as Salesforce does, when `word` is in the query. */
export function pointAt(soql: string, word: string, error: SalesforceError): SalesforceError {
  const at = positionOf(soql, word);
  if (at < 0) return error;
  const caret = `${" ".repeat(at)}^`;
  const where = `ERROR at Row:1:Column:${at + 1}`;
  const message = `\n${soql}\n${caret}\n${where}\n${error.message}`;
  return new SalesforceError(error.status, error.errorCode, message);
}

function positionOf(soql: string, word: string): number {
  const escaped = word.replace(/[^A-Za-z0-9_]/g, "\\$&");
  return soql.search(new RegExp(`(?<![A-Za-z0-9_])${escaped}(?![A-Za-z0-9_])`, "i"));
}
