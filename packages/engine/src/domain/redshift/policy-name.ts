import { createHash } from "node:crypto";
import { safeName } from "./redshift-text.ts";
import type { WarehouseRelation } from "./warehouse-relation.ts";

export function tableName({ schema, name }: WarehouseRelation): string {
  return `${safeName(schema)}.${safeName(name)}`;
}

/** Carries its definition's digest: a changed policy is another one, and what is there already is as declared. */
export function policyName(
  what: "rows" | "mask",
  { schema, name }: WarehouseRelation,
  role: string,
  definition: string,
): string {
  const digest = createHash("sha256").update([schema, name, role, definition].join("\0"));
  return safeName(`lakewright_${what}_${role}_${digest.digest("hex").slice(0, 16)}`);
}
