import { nearness } from "../../rules/nearness.ts";
import type { Report } from "../../rules/rule.ts";
import type { Place } from "../../sections/platform-draft.ts";
import { showValue } from "../../show-value.ts";
import { isWarehouseSchema } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";

const longest = 50;
const mostKeys = 1000;
const mostValues = 1000;
const mostOnResource = 50;
const form = /^[\p{L}\p{Z}\p{N}_.:*/=+\-@%]+$/u;

/** Keys and values stay within what Lake Formation takes: lengths, characters, how many. */
export const tagLimitsKept = aboutAccess(({ tags, assignments, catalogs, place }, report) => {
  const say = (near: ReturnType<typeof nearness>, at: Place, message: string) => {
    if (near !== undefined) report(near === "over" ? "LW1622" : "LW1647", at, message);
  };
  const keysPlace = { section: place.section, path: ["access", "tags"], aim: { key: true } };
  const keyCount = `${tags.size} tag keys, Lake Formation allows ${mostKeys}`;
  say(nearness(tags.size, mostKeys), keysPlace, keyCount);
  for (const { key, values, place: at } of tags.values()) {
    checkText(`the tag key ${showValue(key)}`, key, at, report);
    if (values.length === 0) report("LW1622", at, `the tag ${showValue(key)} has no values`);
    const valueCount = `${values.length} values, Lake Formation allows ${mostValues} for a key`;
    say(nearness(values.length, mostValues), at, valueCount);
    for (const value of values) {
      const where = { section: at.section, path: at.path, aim: { within: value } };
      checkText(`the value ${showValue(value)} of ${key}`, value, where, report);
    }
  }
  const keys = new Map<string, Set<string>>();
  for (const { resource, key, place: at } of assignments) {
    if (isWarehouseSchema(catalogs, resource.database)) continue;
    const { kind: _, ...named } = resource;
    const id = JSON.stringify(named);
    const known = keys.get(id) ?? new Set();
    keys.set(id, known.add(key));
    if (known.size !== mostOnResource + 1) continue;
    report("LW1622", at, `more than ${mostOnResource} tags on one resource`);
  }
});

function checkText(what: string, text: string, place: Place, report: Report): void {
  if (text.length > longest) {
    const message = `${what} has ${text.length} characters, Lake Formation allows ${longest}`;
    report("LW1622", place, message);
  } else if (!form.test(text)) {
    const hint = "use letters, digits and _ . : * / = + - @ %";
    report("LW1622", place, `${what} holds a character that Lake Formation refuses`, hint);
  }
}
