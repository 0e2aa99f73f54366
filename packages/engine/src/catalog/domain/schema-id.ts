import { createHash } from "node:crypto";
import type { FieldDescription } from "../../sources/index.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Names a list of fields by what it holds: equal fields in equal order have equal ids. */
export function schemaIdOf(fields: readonly FieldDescription[]): string {
  return createHash("sha256").update(canonicalJson(fields)).digest("hex").slice(0, 16);
}
