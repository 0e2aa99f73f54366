import type { Permission } from "@lakewright/config";

/** Why a column is as visible as it is. */
export type GrantReason =
  | {
      readonly kind: "grant";
      readonly grant: string;
      /** The role itself, a group of it, or a built-in principal. */
      readonly through: string;
      readonly permissions: readonly Permission[];
      /** Data cells filter that the grant is on. */
      readonly filter: string | undefined;
    }
  /** IAMAllowedPrincipals holds the table: Lake Formation is not in force and filters nothing. */
  | { readonly kind: "not_governed"; readonly grant: string }
  /** Partition keys cannot be hidden from those who see anything of the table. */
  | { readonly kind: "partition_key" }
  | { readonly kind: "mask"; readonly as: "constant" | "hash" }
  /** These grants would open the column to a steward. */
  | { readonly kind: "unclassified"; readonly grants: readonly string[] };

/** One line for people. */
export function reasonText(reason: GrantReason): string {
  switch (reason.kind) {
    case "grant":
      return `grant ${reason.grant} to ${reason.through}${reason.filter ? `, filter ${reason.filter}` : ""}`;
    case "not_governed":
      return `grant ${reason.grant} to iam_allowed_principals: Lake Formation is not in force`;
    case "partition_key":
      return "partition keys cannot be hidden";
    case "mask":
      return `mask (${reason.as})`;
    case "unclassified":
      return "closed: unclassified, until a steward classifies it";
  }
}
