import type { AccessDraft } from "./access/access-draft.ts";
import type { EnvironmentDraft, TagsDraft } from "./environment-draft.ts";
import type { ClassDraft, EntryDraft, FlowDraft, ObjectDraft } from "./flow-draft.ts";
import type { Place } from "./place.ts";
import type { WarehouseDraft } from "./warehouse/warehouse-draft.ts";

/** All that was read, with defaults merged, before it is known to be right. Rules judge this. */
export interface PlatformDraft {
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly folder: string;
  /** When the folder was read. */
  readonly now: Date;
  readonly tags: TagsDraft;
  readonly platformPlace: Place;
  readonly environments: readonly EnvironmentDraft[];
  readonly connections: readonly ConnectionDraft[];
  /** False when a file of connections could not be read: others may stand there. */
  readonly allConnectionsKnown: boolean;
  readonly classes: readonly ClassDraft[];
  readonly objects: readonly ObjectDraft[];
  /** Each object in each environment that has it. */
  readonly entries: readonly EntryDraft[];
  /** Each entry over each of its connections. */
  readonly flows: readonly FlowDraft[];
  /** Undefined when the folder has no access.yaml. */
  readonly access: AccessDraft | undefined;
  /** Undefined when the folder has no warehouse.yaml. */
  readonly warehouse: WarehouseDraft | undefined;
}

export interface ConnectionDraft {
  readonly name: string;
  readonly kind: string | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}
