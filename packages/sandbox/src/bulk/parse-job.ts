import { SalesforceError } from "../server/salesforce-error.ts";
import { DELIMITERS, LINE_ENDINGS } from "./csv-format.ts";
import type { JobRequest } from "./job-request.ts";

const MEMBERS = ["operation", "query", "contentType", "columnDelimiter", "lineEnding"];

/** Checks the body that creates a query job; throws 400 naming what is wrong. */
export function parseJob(body: Record<string, unknown>, apiVersion: string): JobRequest {
  const unknown = Object.keys(body).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw invalid("JSON_PARSER_ERROR", `Unrecognized field "${unknown}"`);
  const { operation, query, contentType = "CSV" } = body;
  if (operation !== "query" && operation !== "queryAll") {
    throw invalid("INVALIDJOB", "operation must be query or queryAll");
  }
  if (typeof query !== "string" || query === "") throw invalid("INVALIDJOB", "query is required");
  if (contentType !== "CSV") throw invalid("INVALIDJOB", "contentType must be CSV");
  const columnDelimiter = oneOf(DELIMITERS, body.columnDelimiter ?? "COMMA", "columnDelimiter");
  const lineEnding = oneOf(LINE_ENDINGS, body.lineEnding ?? "LF", "lineEnding");
  return { operation, query, columnDelimiter, lineEnding, apiVersion };
}

function oneOf<T extends object>(choices: T, value: unknown, name: string): keyof T {
  if (typeof value === "string" && Object.hasOwn(choices, value)) return value as keyof T;
  throw invalid("INVALIDJOB", `${name} must be one of ${Object.keys(choices).join(", ")}`);
}

function invalid(code: string, message: string): SalesforceError {
  return new SalesforceError(400, code, message);
}
