import type { BlobReader, BlobStore, Clock, EventBus } from "../../core/index.ts";
import type { Catalog } from "./catalog.ts";
import type { Ledger } from "./ledger.ts";
import type { Snapshots } from "./snapshots.ts";

/** What looking at a file of the lake takes. */
export type BlobAccess = Pick<BlobStore, "size" | "read">;

/** Ports of the catalog; each use case takes only those that it needs. */
export interface CatalogPorts {
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly snapshots: Snapshots;
  readonly events: EventBus;
  readonly blobs: BlobReader;
  readonly clock: Clock;
}
