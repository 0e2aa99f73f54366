import type { Flow } from "@lakewright/config";
import type { BlobStore } from "./blob-store.ts";
import type { Catalog } from "./catalog.ts";
import type { Clock } from "./clock.ts";
import type { EltRuns } from "./elt-runs.ts";
import type { EventBus } from "./event-bus.ts";
import type { Ledger } from "./ledger.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Source } from "./source.ts";
import type { Warehouse } from "./warehouse.ts";

/** Everything a use case may reach; each takes only what it needs of it. */
export interface Ports {
  readonly openSource: (flow: Flow) => Source;
  readonly blobs: BlobStore;
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly events: EventBus;
  readonly warehouse: Warehouse;
  /** States of what ELT built. */
  readonly snapshots: Snapshots;
  /** Builds of its projects. */
  readonly eltRuns: EltRuns;
  readonly clock: Clock;
  /** Folder of this machine for pages and files in flight. */
  readonly spoolFolder: string;
}
