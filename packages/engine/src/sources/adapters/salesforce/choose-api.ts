import { PlatformError } from "../../../core/index.ts";
import type { FailedRead } from "../../ports/source.ts";

/** Up to this many rows go through REST: one request instead of a job. */
const maxRestRows = 10_000;

/** `bulk` or `rest`: the one that the flow insists on, else by size; rows that nobody counted go through Bulk. */
export function chooseApi(preferred: string, expectedRows: number | undefined): string {
  if (preferred !== "auto") return preferred;
  return expectedRows !== undefined && expectedRows <= maxRestRows ? "rest" : "bulk";
}

/** Salesforce refuses some objects in Bulk: they come through REST, unless the flow insists. */
export function fallbackApi({ preferredApi, api, error }: FailedRead): string | undefined {
  const isRefusal = error instanceof PlatformError && error.code === "bulk_unsupported";
  return isRefusal && api === "bulk" && preferredApi === "auto" ? "rest" : undefined;
}
