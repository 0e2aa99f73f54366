import type { Catalog, Ledger, RowReader, Snapshots } from "../../catalog/index.ts";
import type { BlobStore } from "../../core/index.ts";
import type { LakeQuery } from "./lake-query.ts";

/** Ports of queries; each use case takes only those that it needs. */
export interface QueryPorts {
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly snapshots: Snapshots;
  readonly blobs: BlobStore;
  readonly lakeQuery: LakeQuery;
  readonly rowReader: RowReader;
}
