import { keyBelow } from "../../source/place.ts";
import { plainMap, textMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { AccessRole } from "../types.ts";
import type { RoleDraft } from "./access-draft.ts";
import { type AccessEntry, type AccessReader, accessEntries } from "./access-reader.ts";

/** Every declared role. */
export function draftRoles(reader: AccessReader): RoleDraft[] {
  return accessEntries(reader, "roles").map((entry) => {
    const { name, raw, place } = entry;
    return {
      name,
      description: typeof raw.description === "string" ? raw.description : "",
      kind: (raw.kind as AccessRole["kind"] | undefined) ?? "persona",
      iamRoles: typeof raw.iam_role === "string" ? { all: raw.iam_role } : textMap(raw.iam_role),
      groups: parseNameList(raw.groups),
      glueVersion: draftGlueVersion(entry, reader),
      bypasses: draftBypasses(raw.bypasses),
      place,
    };
  });
}

/** Names of the declared roles, for who asks before access.yaml is drafted. */
export function roleNames(section: Section | undefined): ReadonlySet<string> {
  return new Set(section ? draftRoles({ section, faults: [] }).map(({ name }) => name) : []);
}

/** People run no jobs of Glue. */
function draftGlueVersion({ raw, place }: AccessEntry, { faults }: AccessReader) {
  if (typeof raw.glue_version !== "string") return undefined;
  if (raw.kind === "job" || raw.kind === "service") return raw.glue_version;
  const message = "glue_version goes with kind: job or service";
  faults.push({ code: "LW1616", place: keyBelow(place, "glue_version"), message });
  return undefined;
}

function draftBypasses(value: unknown): AccessRole["bypasses"] {
  return (Array.isArray(value) ? value : []).map((item) => {
    const { through, zone, reason } = plainMap(item);
    return {
      through: through === "kms" ? "kms" : "s3",
      zone: String(zone),
      reason: String(reason),
    };
  });
}
