import type { Flow } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import type { SourceApi } from "../../sources/index.ts";

/** Salesforce refuses some objects in Bulk: they come through REST, unless the flow insists. */
export async function withRestFallback<T>(
  flow: Pick<Flow, "api">,
  api: SourceApi,
  attempt: (api: SourceApi) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(api);
  } catch (error) {
    if (api === "bulk" && flow.api === "auto" && isBulkRefusal(error)) return attempt("rest");
    throw error;
  }
}

function isBulkRefusal(error: unknown): boolean {
  return error instanceof PlatformError && error.code === "bulk_unsupported";
}
