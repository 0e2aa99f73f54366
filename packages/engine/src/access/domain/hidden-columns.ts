import type { Access, TagAssignment } from "@lakewright/config";
import { describePosition } from "@lakewright/config/source-position";
import type { AccessTable } from "./access-table.ts";
import { type ColumnAccess, showsValues } from "./column-access.ts";
import { indexGrants } from "./grant-index.ts";
import { reasonText } from "./grant-reason.ts";
import { type NearestGrant, nearestGrants } from "./nearest-grants.ts";
import { tableAccessFrom } from "./table-access.ts";
import { type TaggedTable, taggedTable } from "./tagged-table.ts";

/** Columns of a table whose values a role does not see, for the same reasons: each names the rule and its place. */
export interface HiddenColumns {
  readonly columns: readonly string[];
  readonly because: readonly string[];
}

/** Says why columns are hidden, for callers that ask about many roles and tables. */
export function hiddenColumns(
  access: Access,
): (role: string, table: AccessTable) => readonly HiddenColumns[] {
  const index = indexGrants(access);
  const tagged = new Map<AccessTable, TaggedTable>();
  return (role, table) => {
    const known = tagged.get(table) ?? taggedTable(access, table);
    tagged.set(table, known);
    const groups = new Map<string, HiddenColumns & { columns: string[] }>();
    for (const column of tableAccessFrom(index, role, known).columns) {
      if (showsValues(column)) continue;
      const because = [
        ...decidedBy(access, { role, table }, column),
        ...nearestGrants({ index, role, tagged: known }, column).map(placed),
        ...tagsOf(access, known, column.column),
      ];
      const key = JSON.stringify(because);
      const group = groups.get(key) ?? { columns: [], because };
      group.columns.push(column.column);
      groups.set(key, group);
    }
    return [...groups.values()];
  };
}

interface RoleAndTable {
  readonly role: string;
  readonly table: AccessTable;
}

/** What closes it before any grant is looked at, and the mask that is shown in its place. */
function decidedBy(
  access: Access,
  { role, table }: RoleAndTable,
  { column, because }: ColumnAccess,
): string[] {
  const isOfTable = (one: { readonly database: string; readonly table: string }) =>
    one.database === table.database && one.table === table.name;
  const closed = access.closed.find(isOfTable);
  const groups = [role, ...(access.roles[role]?.groups ?? [])];
  const masks = access.masks.filter((mask) => isOfTable(mask) && mask.column === column);
  const mask = masks.find(({ roles }) => roles.some((name) => groups.includes(name))) ?? masks[0];
  return [
    ...(closed ? [`closed on purpose: ${closed.reason} (${describePosition(closed.at)})`] : []),
    ...because.map((reason) =>
      reason.kind === "mask" && mask
        ? `${reasonText(reason)} (${describePosition(mask.at)})`
        : reasonText(reason),
    ),
  ];
}

/** The tags of a column as they are assigned, nearest first; one that nobody assigned comes from its table. */
function tagsOf(access: Access, { table, tags }: TaggedTable, column: string): string[] {
  const { sensitivity = "unclassified" } = tags.columns.get(column) ?? tags.table;
  const assigned = access.assignments
    .filter(({ key, resource }) => key === "sensitivity" && concerns(resource, table, column))
    .toSorted((a, b) => depth(b) - depth(a))
    .find(({ value }) => value === sensitivity);
  const isNew = table.columns.some(({ name, drifted }) => name === column && drifted);
  const ofTable =
    table.layer === undefined ? "its flow in appflow.yaml" : "the columns it is made of";
  const from = isNew ? "drift: it is new at the source" : ofTable;
  return [
    `its sensitivity is ${sensitivity}, by ${assigned ? describePosition(assigned.at) : from}`,
  ];
}

function concerns(
  resource: TagAssignment["resource"],
  table: AccessTable,
  column: string,
): boolean {
  if (resource.database !== table.database) return false;
  if (resource.kind === "database") return true;
  if (resource.table !== table.name) return false;
  return resource.kind === "table" || resource.columns.includes(column);
}

const depth = ({ resource }: TagAssignment) =>
  ["database", "table", "columns"].indexOf(resource.kind);

/** The text with the places of the rules that it is about. */
function placed({ text, places }: NearestGrant): string {
  if (places.length === 0) return text;
  const said = places.map(
    ({ of, at }) => `${of === "grant" ? "" : `${of}: `}${describePosition(at)}`,
  );
  return `${text} (${said.join(", ")})`;
}
