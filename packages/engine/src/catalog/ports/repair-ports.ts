import type { BlobStore } from "../../core/index.ts";
import type { CatalogPorts } from "./catalog-ports.ts";

/** Whether every row of a file of this machine can be decoded. Fails with `statement_stopped` where the machine could not read it. */
export type RowReader = (path: string) => Promise<boolean>;

/** Ports that comparing and mending a lake takes. */
export interface RepairPorts extends Pick<CatalogPorts, "catalog" | "ledger" | "events"> {
  readonly blobs: BlobStore;
  readonly canReadRows: RowReader;
}
