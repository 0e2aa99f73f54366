import type { Access, ColumnSelection, Grant } from "@lakewright/config";
import { accessTableId } from "./access-table.ts";
import type { ColumnAccess } from "./column-access.ts";
import type { Tags } from "./effective-tags.ts";
import { type TagExpression, unmatchedKeys } from "./effective-tags.ts";
import { type GrantIndex, grantingPrincipals, grantsNear } from "./grant-index.ts";
import { canRead } from "./held-permissions.ts";
import type { TaggedTable } from "./tagged-table.ts";

/** The reason why a grant does not open the column, and the number of things that would have to change. */
interface Obstacle {
  readonly text: string;
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
): readonly string[] {
  if (!Object.hasOwn(index.access.roles, role)) return [`no role is called "${role}"`];
  if (because.some(({ kind }) => kind === "unclassified")) return [classify];
  const near = grantingPrincipals(index.access, role).flatMap((principal) =>
    grantsNear(index, principal, tagged.table),
  );
  const obstacles = near.flatMap(
    (grant) => obstacleOf(index.access, grant, { tagged, column }) ?? [],
  );
  if (obstacles.length === 0) return [`no grant to "${role}" or its groups concerns the table`];
  const nearest = obstacles.toSorted((a, b) => a.steps - b.steps).slice(0, maxNamed);
  return nearest.map(({ text }) => text);
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
  if (resource.kind === "filter") {
    const filter = access.filters[resource.filter];
    if (filter)
      reasons.push(...lacks(filter.columns, column).map((text) => `filter ${filter.name} ${text}`));
  }
  if (resource.kind === "tags") reasons.push(...unmatched(resource.expression, of));
  if (reasons.length === 0) reasons.push(`gives no SELECT on columns of ${accessTableId(table)}`);
  return {
    text: `grant ${grant.id} to ${grant.to} ${reasons.join(", and ")}`,
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
