import { didYouMean } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import type { Finding } from "../../source/finding.ts";
import { below, keyBelow, type Place, wordBelow } from "../../source/place.ts";
import type { TagKeyDraft } from "../draft/access-draft.ts";
import { aboutAccess } from "./access-rule.ts";

/** Tag keys and values are declared under `tags:`, or are those of `sensitivity`. */
export const tagsExist = aboutAccess(({ tags, assignments, grants, domains }, report) => {
  const knownKey = (key: string, place: Place) => {
    const known = tags.get(key);
    if (known === undefined) report(unknownKey(key, place, [...tags.keys()]));
    return known;
  };
  const checkValue = (value: string, { key, values }: TagKeyDraft, place: Place) => {
    if (values.includes(value)) return;
    const hint = didYouMean(value, values) ?? `the values are ${values.slice(0, 12).join(", ")}`;
    const message = `the LF-tag ${key} has no value ${showValue(value)}`;
    report({ code: "LW1614", place, message, hint });
  };
  for (const { key, value, place } of assignments) {
    const known = knownKey(key, { ...place, aim: { key: true } });
    if (known) checkValue(value, known, place);
  }
  for (const { resource, place } of grants) {
    if (resource.kind !== "tags") continue;
    const tagsPlace = below(place, "tags");
    for (const [key, values] of Object.entries(resource.expression)) {
      const known = knownKey(key, keyBelow(tagsPlace, key));
      if (known === undefined) continue;
      for (const value of values) checkValue(value, known, wordBelow(tagsPlace, key, value));
    }
  }
  for (const { tags: keys, place } of domains) {
    for (const key of keys) knownKey(key, wordBelow(place, "tags", key));
  }
});

function unknownKey(key: string, place: Place, declared: readonly string[]): Finding {
  const hint =
    didYouMean(key, declared) ?? `declare it under tags: (${declared.slice(0, 12).join(", ")})`;
  return { code: "LW1614", place, message: `no LF-tag is called ${showValue(key)}`, hint };
}
