import type { Access, ColumnSelection, Grant } from "@lakewright/config";
import { accessTableId } from "./access-table.ts";
import type { ColumnAccess } from "./column-access.ts";
import type { Tags } from "./effective-tags.ts";
import { type GrantIndex, grantingPrincipals, grantsNear } from "./grant-index.ts";
import { canRead } from "./held-permissions.ts";
import { type TagExpression, unmatchedKeys } from "./tag-match.ts";
import type { TaggedTable } from "./tagged-table.ts";

/** What keeps a grant from opening the column, and how many things would have to change. */
interface Obstacle {
  readonly text: string;
  readonly steps: number;
}

const mostNamed = 5;

/** What would have to change for the role to see a closed column, the smallest changes first; told without its name, so that columns with the same obstacles are told once. */
export function nearestGrants(
  index: GrantIndex,
  role: string,
  tagged: TaggedTable,
  { column, because }: ColumnAccess,
): readonly string[] {
  if (!Object.hasOwn(index.access.roles, role)) return [`no role is called "${role}"`];
  if (because.some(({ kind }) => kind === "unclassified")) return [classify];
  const near = grantingPrincipals(index.access, role).flatMap((principal) =>
    grantsNear(index, principal, tagged.table),
  );
  const obstacles = near.flatMap((grant) => obstacleOf(index.access, grant, tagged, column) ?? []);
  if (obstacles.length === 0) return [`no grant to "${role}" or its groups concerns the table`];
  const nearest = obstacles.toSorted((a, b) => a.steps - b.steps).slice(0, mostNamed);
  return nearest.map(({ text }) => text);
}

const classify =
  "a steward must classify it under assign: give it a `sensitivity` other than unclassified";

function obstacleOf(
  access: Access,
  grant: Grant,
  { tags, table }: TaggedTable,
  column: string,
): Obstacle | undefined {
  const { resource } = grant;
  const of = tags.columns.get(column) ?? tags.table;
  const why = canRead(grant.permissions)
    ? []
    : [`gives ${grant.permissions.join(", ")} and not select`];
  if (resource.kind === "table") why.push(...lacks(resource.columns, column));
  if (resource.kind === "filter") {
    const filter = access.filters[resource.filter];
    if (filter)
      why.push(...lacks(filter.columns, column).map((text) => `filter ${filter.name} ${text}`));
  }
  if (resource.kind === "tags") why.push(...unmatched(resource.expression, of));
  if (why.length === 0) why.push(`gives no SELECT on columns of ${accessTableId(table)}`);
  return { text: `grant ${grant.id} to ${grant.to} ${why.join(", and ")}`, steps: why.length };
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
