import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import type { Place } from "../../source/place.ts";
import type { Aim } from "../../source/section.ts";
import type { FlowKey } from "../schema/flow-keys.ts";
import type { FlowSettings } from "./flow-settings.ts";

/** appflow.yaml with classes merged into their objects, before it is known to be right. */
export interface AppflowDraft {
  readonly classes: readonly ClassDraft[];
  readonly objects: readonly ObjectDraft[];
  /** Each object in each environment that has it. */
  readonly entries: readonly EntryDraft[];
  /** Each entry over each of its connections. */
  readonly flows: readonly FlowDraft[];
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
  /** Place where a key was set; the object if it was not. */
  placeOf(key: FlowKey, aim?: Aim): Place;
  /** True when the object itself sets the key, not its class. */
  isSetByObject(key: FlowKey): boolean;
}

export interface FlowDraft extends EntryDraft {
  readonly flowName: string;
  readonly profile: string;
  readonly database: string;
  readonly table: string;
  readonly profilePlace: Place;
}

/** The key that names a flow's object. */
export function namePlace({ object }: FlowDraft): Place {
  const { section, path } = object.place;
  const key = object.raw.name === undefined ? "object_name" : "name";
  return { section, path: [...path, key] };
}
