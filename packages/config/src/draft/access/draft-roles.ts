import type { AccessRole } from "../../access.ts";
import { parseNameList } from "../../values/name-list.ts";
import { plainMap, textMap } from "../plain-map.ts";
import type { RoleDraft } from "./access-draft.ts";
import { type AccessReader, accessEntries } from "./access-reader.ts";

/** Every declared role. */
export function draftRoles(reader: AccessReader): RoleDraft[] {
  return accessEntries(reader, "roles").map(({ name, raw, place }) => ({
    name,
    description: typeof raw.description === "string" ? raw.description : "",
    kind: (raw.kind as AccessRole["kind"] | undefined) ?? "persona",
    iamRoles: typeof raw.iam_role === "string" ? { all: raw.iam_role } : textMap(raw.iam_role),
    groups: parseNameList(raw.groups),
    bypasses: draftBypasses(raw.bypasses),
    place,
  }));
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
