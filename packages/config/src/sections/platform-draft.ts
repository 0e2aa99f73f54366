import type { AccessDraft } from "../access/draft/access-draft.ts";
import type { AppflowDraft } from "../appflow/draft/flow-draft.ts";
import type { ConnectionsDraft } from "../connections/draft/draft-connections.ts";
import type { KnownColumns } from "../known-columns.ts";
import type { PlatformSectionDraft } from "../platform/draft/draft-platform-section.ts";
import type { WarehouseDraft } from "../warehouse/draft/warehouse-draft.ts";

/** The whole folder with defaults merged, before it is known to be right. Rules check this. */
export interface PlatformDraft extends PlatformSectionDraft, ConnectionsDraft, AppflowDraft {
  readonly folder: string;
  /** When the folder was read. */
  readonly now: Date;
  /** Columns by the catalog; undefined where nobody asked it. */
  readonly knownColumns: KnownColumns | undefined;
  /** Undefined when the folder has no access.yaml. */
  readonly access: AccessDraft | undefined;
  /** Undefined when the folder has no warehouse.yaml. */
  readonly warehouse: WarehouseDraft | undefined;
}
