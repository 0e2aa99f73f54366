import type { Section } from "../source/section.ts";
import { plainMap, textMap } from "./plain-map.ts";
import type { EnvironmentDraft, Place } from "./platform-draft.ts";

const localAccount = "000000000000";
const localRegion = "local";

/** Every environment, `local` included: it stands for the first one unless it says otherwise. */
export function draftEnvironments(section: Section): EnvironmentDraft[] {
  const path = ["platform", "environments"];
  const declared = plainMap(plainMap(section.value.platform).environments);
  const names = Object.keys(declared).filter((name) => name !== "local");
  const place = (name: string): Place => ({ section, path: [...path, name], aim: { key: true } });
  const draft = (name: string): EnvironmentDraft => {
    const { account = "", region = "", tags } = plainMap(declared[name]);
    return {
      name,
      standsFor: name,
      account: String(account),
      region: String(region),
      tags: { values: textMap(tags), place: { section, path: [...path, name, "tags"] } },
      place: place(name),
    };
  };
  const standsFor = plainMap(declared.local).stands_for ?? names[0] ?? "local";
  const local = { account: localAccount, region: localRegion, standsFor: String(standsFor) };
  return [{ ...draft("local"), ...local }, ...names.map(draft)];
}
