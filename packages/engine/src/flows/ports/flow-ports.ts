import type { Flow } from "@lakewright/config";
import type { Catalog, Ledger, RowReader } from "../../catalog/index.ts";
import type { BlobStore, Clock, EventBus } from "../../core/index.ts";
import type { Source, SourceJobs } from "../../sources/index.ts";
import type { LakeWriter } from "./lake-writer.ts";

/** Ports of loading; each use case takes only those that it needs. */
export interface FlowPorts {
  /** Fails with `kind_not_supported` if this machine does not read sources of that kind. */
  readonly openSource: (flow: Flow) => Source;
  /** Whether this machine reads sources of the kind that a flow's connection has. */
  readonly canRead: (flow: Pick<Flow, "profile">) => boolean;
  readonly sourceJobs: SourceJobs;
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  readonly events: EventBus;
  readonly blobs: BlobStore;
  readonly lakeWriter: LakeWriter;
  /** Finds the file that a failure to read is about. */
  readonly rowReader: RowReader;
  readonly clock: Clock;
  /** A new id for a run or a file; ids sort in the order in which they were made. */
  readonly newExecutionId: () => string;
  /** Folder of this machine for pages and files in flight. */
  readonly spoolFolder: string;
}
