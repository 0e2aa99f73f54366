import type { Flow } from "@lakewright/config";
import type { Catalog, Ledger } from "../../catalog/index.ts";
import type { BlobStore, Clock, EventBus } from "../../core/index.ts";
import type { Source } from "../../sources/index.ts";
import type { LakeWriter } from "./lake-writer.ts";

/** What a load reaches; each use case takes only what it needs of it. */
export interface FlowPorts {
  readonly openSource: (flow: Flow) => Source;
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly events: EventBus;
  readonly blobs: BlobStore;
  readonly lakeWriter: LakeWriter;
  readonly clock: Clock;
  /** Folder of this machine for pages and files in flight. */
  readonly spoolFolder: string;
}
