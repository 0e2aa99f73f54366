import { parseDay } from "../../values/day.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { DomainDraft, ExceptionDraft } from "./access-draft.ts";
import { type AccessReader, accessEntries } from "./access-reader.ts";

/** Every exception that is complete. */
export function draftExceptions(reader: AccessReader): ExceptionDraft[] {
  return accessEntries(reader, "exceptions").flatMap(({ raw, place }) => {
    const expires = parseDay(raw.expires);
    if (!("value" in expires)) return []; // missing: already reported by the schema
    const { finding, on, owner, reason } = raw;
    const texts = { finding: String(finding), on: String(on).trim().toLowerCase() };
    const answers = { owner: String(owner), reason: String(reason), expires: expires.value };
    return [{ ...texts, ...answers, place }];
  });
}

/** Every declared domain. */
export function draftDomains(reader: AccessReader): DomainDraft[] {
  return accessEntries(reader, "domains").map(({ name, raw, place }) => ({
    name,
    owner: String(raw.owner),
    databases: parseNameList(raw.databases).map((database) => database.toLowerCase()),
    tables: parseNameList(raw.tables).map((table) => table.toLowerCase()),
    tags: parseNameList(raw.tags).map((key) => key.toLowerCase()),
    sharedWith: parseNameList(raw.shared_with),
    place,
  }));
}
