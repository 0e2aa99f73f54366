import type { BlobStore } from "../../core/index.ts";
import type { CatalogPorts } from "./catalog-ports.ts";
import type { RowReader } from "./row-reader.ts";

/** Ports that comparing and mending a lake takes. */
export interface RepairPorts extends Pick<CatalogPorts, "catalog" | "ledger" | "events"> {
  readonly blobs: BlobStore;
  readonly rowReader: RowReader;
}
