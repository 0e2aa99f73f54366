import type { Catalog, Ledger, Snapshots } from "../../catalog/index.ts";
import type { BlobStore } from "../../core/index.ts";
import type { LakeQuery } from "./lake-query.ts";

/** What a query reaches; each use case takes only what it needs of it. */
export interface QueryPorts {
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly snapshots: Snapshots;
  readonly blobs: BlobStore;
  readonly lakeQuery: LakeQuery;
}
