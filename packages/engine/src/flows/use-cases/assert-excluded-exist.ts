import type { Flow } from "@lakewright/config";
import { nearestName } from "@lakewright/config/did-you-mean";
import { PlatformError } from "../../core/index.ts";
import type { FieldDescription, ObjectDescription } from "../../sources/index.ts";

/**
 * Fails with `field_missing` where a flow's own `exclude_fields` names no field and a field of nearly that name is loaded: it would bring what
 * was to be left out. Other names pass: a class lists fields that only some of its objects have, a user may not read a field at all, and
 * names of a series, such as Phone1__c and Phone2__c, are near each other by right.
 */
export function assertExcludedExist(
  { excludeFields, excludeFieldsAt: at }: Pick<Flow, "excludeFields" | "excludeFieldsAt">,
  { name: object, fields }: ObjectDescription,
  loaded: readonly FieldDescription[],
): void {
  if (!at) return;
  const known = new Set(fields.map(({ name }) => name.toLowerCase()));
  for (const excluded of excludeFields.filter((name) => !known.has(name.toLowerCase()))) {
    const others = loaded.map(({ name }) => name).filter((name) => !isOfSeries(name, excluded));
    const near = nearestName(excluded, others);
    if (near === undefined) continue;
    throw new PlatformError(
      "field_missing",
      `${object} has no field "${excluded}" to leave out, and "${near}" would be loaded`,
      `${at.file}:${at.line}:${at.column}: write "${near}" if that is meant; otherwise take "${excluded}" out: what this user may not read is not loaded`,
    );
  }
}

function isOfSeries(one: string, other: string): boolean {
  const stem = (name: string) => name.toLowerCase().replace(/\d+/g, "");
  return stem(one) === stem(other);
}
