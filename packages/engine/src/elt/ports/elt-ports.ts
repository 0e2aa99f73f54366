import type { Catalog, Ledger, Snapshots } from "../../catalog/index.ts";
import type { BlobStore, Clock, EventBus } from "../../core/index.ts";
import type { ColumnLineage } from "./column-lineage.ts";
import type { EltBuilder } from "./elt-builder.ts";
import type { EltRuns } from "./elt-runs.ts";

/** Ports of the warehouse's builds; each use case takes only those that it needs. */
export interface EltPorts {
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  /** States of the warehouse. */
  readonly snapshots: Snapshots;
  /** Builds of its projects. */
  readonly eltRuns: EltRuns;
  readonly events: EventBus;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Folder of this machine for files in flight. */
  readonly spoolFolder: string;
  readonly builder: EltBuilder;
  readonly lineage: ColumnLineage;
  /** The file of a new state that a build is kept in. */
  readonly fileOf: (loadId: string) => string;
}
