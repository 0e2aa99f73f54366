import type { Selection } from "../../ports/source.ts";
import type { ApiClient } from "./api-client.ts";
import { asCount, asObject } from "./json-shape.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { countQuery } from "./soql.ts";

/** Codes of a server that cannot count this object, or not within its time. */
const cannotCount =
  /^(QUERY_TIMEOUT|OPERATION_TOO_LARGE|INVALID_TYPE_FOR_OPERATION|FUNCTIONALITY_NOT_ENABLED|.*NOT_SUPPORTED.*|EXTERNAL_OBJECT.*)$/;

/** Number of rows of a selection; undefined if the server cannot count them. */
export async function countRows(api: ApiClient, selection: Selection): Promise<number | undefined> {
  const resource = selection.includeDeleted ? "queryAll" : "query";
  const query = new URLSearchParams({ q: countQuery(selection) });
  try {
    const answer = await api.json({ path: api.data(`/${resource}?${query}`) });
    return asCount(asObject(answer).totalSize);
  } catch (error) {
    const code = error instanceof SalesforceFailure ? (error.serverCode ?? "") : "";
    if (cannotCount.test(code)) return undefined;
    throw error;
  }
}
