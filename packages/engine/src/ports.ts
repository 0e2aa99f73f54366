import type { Flow } from "@lakewright/config";
import type { Catalog } from "./catalog/ports/catalog.ts";
import type { Ledger } from "./catalog/ports/ledger.ts";
import type { Snapshots } from "./catalog/ports/snapshots.ts";
import type { BlobStore } from "./core/ports/blob-store.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { EventBus } from "./core/ports/event-bus.ts";
import type { EltRuns } from "./elt/ports/elt-runs.ts";
import type { LakeWriter } from "./flows/ports/lake-writer.ts";
import type { LakeQuery } from "./query/ports/lake-query.ts";
import type { Source } from "./sources/ports/source.ts";

/** Everything a use case may reach; each takes only what it needs of it. */
export interface Ports {
  readonly openSource: (flow: Flow) => Source;
  readonly blobs: BlobStore;
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly events: EventBus;
  readonly lakeWriter: LakeWriter;
  readonly lakeQuery: LakeQuery;
  /** States of what ELT built. */
  readonly snapshots: Snapshots;
  /** Builds of its projects. */
  readonly eltRuns: EltRuns;
  readonly clock: Clock;
  /** Folder of this machine for pages and files in flight. */
  readonly spoolFolder: string;
}
