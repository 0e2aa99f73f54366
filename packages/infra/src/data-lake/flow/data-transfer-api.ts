import type { Flow } from "@lakewright/config";

/**
 * The Salesforce API of every run of a flow. `auto` is Bulk here: AppFlow's AUTOMATIC changes between REST and Bulk by size,
 * and they write dates, nulls and compound fields differently, so that columns would change between runs.
 */
export function dataTransferApi({ api }: Pick<Flow, "api">): "BULKV2" | "REST_SYNC" {
  return api === "rest" ? "REST_SYNC" : "BULKV2";
}
