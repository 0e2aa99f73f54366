import { nearestName } from "../../did-you-mean.ts";
import { showValue } from "../../show-value.ts";
import { keyBelow, wordBelow } from "../../source/place.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { Permission } from "../types.ts";
import { parseResourceName } from "../values/resource-name.ts";
import type { ClosedDraft, GrantDraft } from "./access-draft.ts";
import { type AccessEntry, type AccessReader, accessEntries } from "./access-reader.ts";
import { draftResource } from "./draft-resource.ts";

export const permissions = [
  "select",
  "insert",
  "delete",
  "alter",
  "drop",
  "describe",
  "create_table",
  "data_location_access",
  "all",
] as const satisfies readonly Permission[];

/** Every grant that could be understood, one for each principal that an entry names. */
export function draftGrants(reader: AccessReader): {
  readonly grants: readonly GrantDraft[];
  readonly closed: readonly ClosedDraft[];
} {
  const entries = accessEntries(reader, "grants");
  const forNobody = entries.filter(isForNobody);
  return {
    grants: entries.filter((entry) => !isForNobody(entry)).flatMap((e) => draftGrant(e, reader)),
    closed: forNobody.flatMap((entry) => draftClosed(entry, reader)),
  };
}

function isForNobody({ raw }: AccessEntry): boolean {
  return parseNameList(raw.to).includes("nobody");
}

function draftGrant(entry: AccessEntry, reader: AccessReader): GrantDraft[] {
  const { raw, place } = entry;
  const resource = draftResource(entry, reader);
  const allow = draftPermissions(entry, reader);
  if (resource === undefined || allow === undefined) return [];
  const isLocation = resource.kind === "location";
  const granted: readonly Permission[] = isLocation ? ["data_location_access"] : allow;
  const grantable = draftGrantable(entry, granted, reader);
  if (grantable === undefined) return [];
  const to = parseNameList(raw.to);
  if (namesNothing("to", entry, reader) || namesNothing("environment", entry, reader)) return [];
  return to.map((principal) => ({
    name: typeof raw.name === "string" ? raw.name : undefined,
    to: principal,
    isOneOfSeveral: to.length > 1,
    resource,
    permissions: granted,
    grantable,
    reason: typeof raw.reason === "string" ? raw.reason : "",
    environments: environmentsOf(raw.environment),
    place,
  }));
}

/** An empty list would mean nobody, or every environment: neither is what was meant. */
function namesNothing(
  key: "to" | "environment",
  { raw, place }: AccessEntry,
  { faults }: AccessReader,
): boolean {
  if (raw[key] === undefined || parseNameList(raw[key]).length > 0) return false;
  const hint = key === "to" ? "name a role, or nobody" : "name one, or leave the key out for all";
  faults.push({
    code: "LW1616",
    place: keyBelow(place, key),
    message: `${key} names nothing`,
    hint,
  });
  return true;
}

/** `allow`; `select` by default. */
function draftPermissions(entry: AccessEntry, reader: AccessReader) {
  return entry.raw.allow === undefined
    ? (["select"] as const)
    : permissionsOf("allow", entry, reader);
}

function draftGrantable(
  entry: AccessEntry,
  allowed: readonly Permission[],
  reader: AccessReader,
): readonly Permission[] | undefined {
  if (entry.raw.grantable === undefined) return [];
  const grantable = permissionsOf("grantable", entry, reader);
  const extra = grantable?.find((permission) => !allowed.includes(permission));
  if (extra === undefined) return grantable;
  const message = `grantable names ${extra}, which the grant does not allow`;
  const place = wordBelow(entry.place, "grantable", extra);
  reader.faults.push({ code: "LW1616", place, message, hint: "grantable is a part of allow" });
  return undefined;
}

function permissionsOf(
  key: "allow" | "grantable",
  { raw, place }: AccessEntry,
  { faults }: AccessReader,
): readonly Permission[] | undefined {
  const names = parseNameList(raw[key]);
  const known = names.flatMap((name) => permissions.find((each) => each === fold(name)) ?? []);
  for (const name of names) {
    if (permissions.some((permission) => permission === fold(name))) continue;
    const nearest = nearestName(name, permissions);
    const hint = nearest ? `did you mean "${nearest}"?` : `one of ${permissions.join(", ")}`;
    const message = `there is no permission ${showValue(name)}`;
    faults.push({ code: "LW1615", place: wordBelow(place, key, name), message, hint });
  }
  if (names.length === 0) {
    faults.push({ code: "LW1616", place: keyBelow(place, key), message: `${key} names nothing` });
  }
  return known.length === names.length && names.length > 0 ? known : undefined;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[- ]/g, "_");
}

/** `to: nobody` keeps a table closed on purpose; it takes a table and a reason, nothing else. */
function draftClosed({ raw, place }: AccessEntry, { faults }: AccessReader): ClosedDraft[] {
  const refuse = (key: string, message: string, hint: string) =>
    void faults.push({ code: "LW1640", place: keyBelow(place, key), message, hint });
  if (parseNameList(raw.to).length > 1) {
    refuse("to", "nobody is listed with roles", "a table that is kept closed has no other grant");
  }
  const allowed = ["to", "on", "name", "reason", "environment"];
  for (const key of Object.keys(raw).filter((key) => !allowed.includes(key))) {
    refuse(key, `${key} has no meaning with to: nobody`, "write { to: nobody, on: …, reason: … }");
  }
  if (raw.reason === undefined) {
    refuse("to", "nobody has no reason", "say why the table stays closed: reason: …");
  }
  const resource = parseResourceName(raw.on);
  if (resource?.kind !== "table") {
    refuse("on", "nobody needs a table", "write on: <database>.<table>");
    return [];
  }
  const { database, table } = resource;
  const reason = String(raw.reason ?? "");
  return [{ database, table, reason, environments: environmentsOf(raw.environment), place }];
}

function environmentsOf(value: unknown): readonly string[] {
  return parseNameList(value).filter((name) => name !== "all");
}
