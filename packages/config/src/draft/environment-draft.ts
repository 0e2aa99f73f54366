import type { LineageTarget } from "../platform.ts";
import type { DeploymentDraft } from "./draft-deployment.ts";
import type { ZonesDraft } from "./draft-zones.ts";
import type { Place } from "./place.ts";

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
