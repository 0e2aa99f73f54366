import type { FlowKey } from "../schema/flow-keys.ts";
import type { Aim } from "../source/section.ts";
import type { EnvironmentDraft } from "./environment-draft.ts";
import type { FlowSettings } from "./flow-settings.ts";
import type { Place } from "./place.ts";

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
