import { createHash } from "node:crypto";
import { quoteName } from "../../core/index.ts";
import { safeName } from "./redshift-text.ts";
import type { WarehouseRelation } from "./warehouse-relation.ts";

/** Prefixes of the platform's own policies: no other policy is ever dropped. */
const prefixes = ["lakewright_rows_", "lakewright_mask_"] as const;

export function tableName({ schema, name }: Pick<WarehouseRelation, "schema" | "name">): string {
  return `${quoteName(schema)}.${quoteName(name)}`;
}

export interface PolicyDefinition {
  readonly kind: "rows" | "mask";
  readonly relation: WarehouseRelation;
  readonly role: string;
  readonly definition: string;
}

/** Carries its definition's digest: a changed policy is another one, and what is there already is as declared. */
export function policyName({ kind, relation, role, definition }: PolicyDefinition): string {
  const { schema, name } = relation;
  const digest = createHash("sha256").update([schema, name, role, definition].join("\0"));
  const policy = `lakewright_${kind}_${role}_${digest.digest("hex").slice(0, 16)}`;
  safeName(policy);
  return policy;
}

export function isOwnPolicy(name: string): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}
