import type { Place } from "../../source/place.ts";
import { plainMap, textMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import type { LineageTarget } from "../types.ts";
import { type DeploymentDraft, draftDeployment } from "./draft-deployment.ts";
import { draftLineage } from "./draft-lineage.ts";
import { draftZones, type ZonesDraft } from "./draft-zones.ts";

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
  /** In `local`, that of the environment it stands for. */
  readonly deployment: DeploymentDraft;
  readonly place: Place;
}

const localAccount = "000000000000";
const localRegion = "local";

/** Every environment, `local` included: by default it stands for the first one. */
export function draftEnvironments(section: Section): EnvironmentDraft[] {
  const path = ["platform", "environments"];
  const declared = plainMap(plainMap(section.value.platform).environments);
  const names = Object.keys(declared).filter((name) => name !== "local");
  const place = (name: string): Place => ({ section, path: [...path, name], aim: { key: true } });
  const draft = (name: string, standsFor: string): EnvironmentDraft => {
    const named = [...path, standsFor];
    const { account = "", region = "", tags } = plainMap(declared[name]);
    return {
      name,
      standsFor,
      account: String(account),
      region: String(region),
      tags: { values: textMap(tags), place: { section, path: [...path, name, "tags"] } },
      zones: draftZones(section, [shared("zones"), [...named, "zones"]]),
      lineage: draftLineage(section, [
        shared("lineage"),
        [...named, "lineage"],
        [...path, name, "lineage"],
      ]),
      deployment: draftDeployment(section, shared("deployment"), [...named, "deployment"]),
      place: place(name),
    };
  };
  const standsFor = String(plainMap(declared.local).stands_for ?? names[0] ?? "local");
  const local = { account: localAccount, region: localRegion };
  return [{ ...draft("local", standsFor), ...local }, ...names.map((name) => draft(name, name))];
}

/** Path of a key that holds for every environment. */
function shared(key: "zones" | "deployment" | "lineage"): string[] {
  return ["platform", key];
}
