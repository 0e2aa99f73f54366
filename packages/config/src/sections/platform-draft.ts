import type { AccessDraft } from "../access/draft/access-draft.ts";
import type { FlowSettings } from "../appflow/draft/flow-settings.ts";
import type { FlowKey } from "../appflow/schema/flow-keys.ts";
import type { DeploymentDraft } from "../platform/draft/draft-deployment.ts";
import type { ZonesDraft } from "../platform/draft/draft-zones.ts";
import type { Path } from "../source/node-at.ts";
import type { Aim, Section } from "../source/section.ts";
import type { WarehouseDraft } from "../warehouse/draft/warehouse-draft.ts";
import type { LineageTarget } from "./platform.ts";

/** Where something stands; turned into line and column only when a problem is reported there. */
export interface Place {
  readonly section: Section;
  readonly path: Path;
  readonly aim?: Aim;
}

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

export interface TagsDraft {
  readonly values: Readonly<Record<string, string>>;
  readonly place: Place;
}

export interface EnvironmentDraft {
  readonly name: string;
  readonly standsFor: string;
  readonly account: string;
  readonly region: string;
  readonly tags: TagsDraft;
  readonly zones: ZonesDraft;
  readonly lineage: LineageTarget | undefined;
  /** Of the environment that `local` stands for, there. */
  readonly deployment: DeploymentDraft;
  readonly place: Place;
}

export interface ConnectionDraft {
  readonly name: string;
  readonly kind: string | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

export interface ClassDraft {
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

export interface ObjectDraft {
  readonly flowClass: ClassDraft;
  readonly name: string | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

export interface EntryDraft {
  readonly object: ObjectDraft;
  /** The object's name, empty if it has none. */
  readonly name: string;
  readonly environment: EnvironmentDraft;
  readonly direction: "in" | "out";
  readonly settings: FlowSettings;
  /** Where a key was set, or the object if nowhere. */
  placeOf(key: FlowKey, aim?: Aim): Place;
  /** True when the object itself says it, not its class. */
  saysItself(key: FlowKey): boolean;
}

export interface FlowDraft extends EntryDraft {
  readonly flowName: string;
  readonly profile: string;
  readonly database: string;
  readonly table: string;
  readonly profilePlace: Place;
}
