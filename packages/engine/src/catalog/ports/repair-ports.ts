import type { BlobStore } from "../../core/index.ts";
import type { CatalogPorts } from "./catalog-ports.ts";

/** Ports that comparing and mending a lake takes. */
export interface RepairPorts extends Pick<CatalogPorts, "catalog" | "ledger" | "events"> {
  readonly blobs: BlobStore;
}
