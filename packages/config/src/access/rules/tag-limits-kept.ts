import { awsQuotas, quotaUsage } from "../../aws-quotas.ts";
import { showValue } from "../../show-value.ts";
import type { Finding } from "../../source/finding.ts";
import type { Place } from "../../source/place.ts";
import { isWarehouseSchema } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";

const {
  tagLength: maxLength,
  tagKeys: maxKeys,
  tagValues: maxValues,
  tagsOnResource: maxTagsOnResource,
} = awsQuotas.lakeFormation;
const form = /^[\p{L}\p{Z}\p{N}_.:*/=+\-@%]+$/u;

/** Keys and values stay within what Lake Formation takes: lengths, characters, how many. */
export const tagLimitsKept = aboutAccess(({ tags, assignments, catalogs, place }, report) => {
  const reportUsage = (usage: ReturnType<typeof quotaUsage>, at: Place, message: string) => {
    if (usage !== undefined)
      report({ code: usage === "over" ? "LW1622" : "LW1647", place: at, message });
  };
  const reportText = (what: string, text: string, at: Place) => {
    const finding = textFinding(what, text, at);
    if (finding) report(finding);
  };
  const keysPlace = { section: place.section, path: ["access", "tags"], aim: { key: true } };
  const keyCount = `${tags.size} tag keys, Lake Formation allows ${maxKeys}`;
  reportUsage(quotaUsage(tags.size, maxKeys), keysPlace, keyCount);
  for (const { key, values, place: at } of tags.values()) {
    reportText(`the tag key ${showValue(key)}`, key, at);
    if (values.length === 0)
      report({ code: "LW1622", place: at, message: `the tag ${showValue(key)} has no values` });
    const valueCount = `${values.length} values, Lake Formation allows ${maxValues} for a key`;
    reportUsage(quotaUsage(values.length, maxValues), at, valueCount);
    for (const value of values) {
      const where = { section: at.section, path: at.path, aim: { within: value } };
      reportText(`the value ${showValue(value)} of ${key}`, value, where);
    }
  }
  const keys = new Map<string, Set<string>>();
  for (const { resource, key, place: at } of assignments) {
    if (isWarehouseSchema(catalogs, resource.database)) continue;
    const { kind: _, ...named } = resource;
    const id = JSON.stringify(named);
    const known = keys.get(id) ?? new Set();
    keys.set(id, known.add(key));
    if (known.size !== maxTagsOnResource + 1) continue;
    report({
      code: "LW1622",
      place: at,
      message: `more than ${maxTagsOnResource} tags on one resource`,
    });
  }
});

function textFinding(what: string, text: string, place: Place): Finding | undefined {
  if (text.length > maxLength) {
    const message = `${what} has ${text.length} characters, Lake Formation allows ${maxLength}`;
    return { code: "LW1622", place, message };
  }
  if (form.test(text)) return undefined;
  const hint = "use letters, digits and _ . : * / = + - @ %";
  const message = `${what} holds a character that Lake Formation refuses`;
  return { code: "LW1622", place, message, hint };
}
