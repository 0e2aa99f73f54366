import type { Access, ColumnSelection, Grant, SourcePosition } from "@lakewright/config";
import { accessTableId } from "./access-table.ts";
import type { ColumnAccess } from "./column-access.ts";
import type { Tags } from "./effective-tags.ts";
import { type TagExpression, unmatchedKeys } from "./effective-tags.ts";
import { type GrantIndex, grantingPrincipals, grantsNear } from "./grant-index.ts";
import { canRead } from "./held-permissions.ts";
import type { TaggedTable } from "./tagged-table.ts";

/** A change by which a role would see a closed column, with the places of what would change. */
export interface NearestGrant {
  readonly text: string;
  readonly places: readonly {
    readonly of: "grant" | "filter" | "role";
    readonly at: SourcePosition;
  }[];
}

/** The reason why a grant does not open the column, and the number of things that would have to change. */
interface Obstacle extends NearestGrant {
  readonly steps: number;
}

const maxNamed = 5;

export interface RoleOnTable {
  readonly index: GrantIndex;
  readonly role: string;
  readonly tagged: TaggedTable;
}

/**
 * Changes by which the role would see a closed column, the smallest first. The texts leave the column's name
 * out, so that columns with the same obstacles share them.
 */
export function nearestGrants(
  { index, role, tagged }: RoleOnTable,
  { column, because }: ColumnAccess,
): readonly NearestGrant[] {
  const declared = Object.hasOwn(index.access.roles, role) ? index.access.roles[role] : undefined;
  if (!declared) return [{ text: `no role is called "${role}"`, places: [] }];
  if (because.some(({ kind }) => kind === "unclassified")) return [{ text: classify, places: [] }];
  const near = grantingPrincipals(index.access, role).flatMap((principal) =>
    grantsNear(index, principal, tagged.table),
  );
  const obstacles = near.flatMap(
    (grant) => obstacleOf(index.access, grant, { tagged, column }) ?? [],
  );
  const text = `no grant to "${role}" or its groups concerns the table`;
  if (obstacles.length === 0) return [{ text, places: [{ of: "role", at: declared.at }] }];
  return obstacles.toSorted((a, b) => a.steps - b.steps).slice(0, maxNamed);
}

const classify =
  "a steward must classify it under assign: give it a `sensitivity` other than unclassified";

function obstacleOf(
  access: Access,
  grant: Grant,
  { tagged, column }: { readonly tagged: TaggedTable; readonly column: string },
): Obstacle | undefined {
  const { resource } = grant;
  const { tags, table } = tagged;
  const of = tags.columns.get(column) ?? tags.table;
  const reasons = canRead(grant.permissions)
    ? []
    : [`gives ${grant.permissions.join(", ")} and not select`];
  if (resource.kind === "table") reasons.push(...lacks(resource.columns, column));
  const filter = resource.kind === "filter" ? access.filters[resource.filter] : undefined;
  if (filter)
    reasons.push(...lacks(filter.columns, column).map((text) => `filter ${filter.name} ${text}`));
  if (resource.kind === "tags") reasons.push(...unmatched(resource.expression, of));
  if (reasons.length === 0) reasons.push(`gives no SELECT on columns of ${accessTableId(table)}`);
  return {
    text: `grant ${grant.id} to ${grant.to} ${reasons.join(", and ")}`,
    places: [
      { of: "grant", at: grant.at },
      ...(filter ? [{ of: "filter", at: filter.at } as const] : []),
    ],
    steps: reasons.length,
  };
}

function lacks(columns: ColumnSelection, column: string): readonly string[] {
  if (columns.kind === "include" && !columns.names.includes(column)) return ["does not list it"];
  return columns.kind === "exclude" && columns.names.includes(column) ? ["excludes it"] : [];
}

function unmatched(expression: TagExpression, tags: Tags): readonly string[] {
  return unmatchedKeys(expression, tags).map((key) => {
    const accepted = (expression[key] ?? []).join(" or ");
    return `needs ${key} = ${accepted} where the column has ${tags[key] ?? "no value"}`;
  });
}
