import { didYouMean } from "../../did-you-mean.ts";
import type { Report } from "../../rules/rule.ts";
import type { Place } from "../../sections/platform-draft.ts";
import { showValue } from "../../show-value.ts";
import type { TagKeyDraft } from "../draft/access-draft.ts";
import { keyBelow, wordBelow } from "../draft/access-reader.ts";
import { aboutAccess } from "./access-rule.ts";

type Tags = ReadonlyMap<string, TagKeyDraft>;

/** Tag keys and values are declared under `tags:`, or are those of `sensitivity`. */
export const tagsExist = aboutAccess(({ tags, assignments, grants, domains }, report) => {
  for (const { key, value, place } of assignments) {
    const known = checkKey(key, { ...place, aim: { key: true } }, tags, report);
    if (known) checkValue(value, known, place, report);
  }
  for (const { resource, place } of grants) {
    if (resource.kind !== "tags") continue;
    const keyPlace = { section: place.section, path: [...place.path, "tags"] };
    for (const [key, values] of Object.entries(resource.expression)) {
      const known = checkKey(key, keyBelow(keyPlace, key), tags, report);
      for (const value of known ? values : []) {
        checkValue(value, known, wordBelow(keyPlace, key, value), report);
      }
    }
  }
  for (const { tags: keys, place } of domains) {
    for (const key of keys) checkKey(key, wordBelow(place, "tags", key), tags, report);
  }
});

function checkKey(key: string, place: Place, tags: Tags, report: Report): TagKeyDraft | undefined {
  const known = tags.get(key);
  if (known) return known;
  const hint =
    didYouMean(key, tags.keys()) ??
    `declare it under tags: (${[...tags.keys()].slice(0, 12).join(", ")})`;
  report("LW1614", place, `no LF-tag is called ${showValue(key)}`, hint);
  return undefined;
}

function checkValue(
  value: string,
  known: TagKeyDraft | undefined,
  place: Place,
  report: Report,
): void {
  if (known === undefined || known.values.includes(value)) return;
  const hint =
    didYouMean(value, known.values) ?? `the values are ${known.values.slice(0, 12).join(", ")}`;
  report("LW1614", place, `the LF-tag ${known.key} has no value ${showValue(value)}`, hint);
}
