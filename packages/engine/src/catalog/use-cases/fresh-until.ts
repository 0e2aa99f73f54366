import type { Flow } from "@lakewright/config";
import type { CatalogPorts } from "../ports/catalog-ports.ts";

/**
 * Until where the lake holds a flow's changes without a gap; undefined before its first load. Reconciliations and
 * backfills leave it where it is.
 */
export async function freshUntil(
  { ledger }: Pick<CatalogPorts, "ledger">,
  { name, incremental }: Pick<Flow, "name" | "incremental">,
): Promise<Date | undefined> {
  const bookmark = incremental ? await ledger.bookmark(name) : undefined;
  if (bookmark) return bookmark.to;
  const [full] = await ledger.runs({ flow: name, kind: "full", status: "succeeded", limit: 1 });
  return full?.windowTo ?? full?.startedAt;
}
