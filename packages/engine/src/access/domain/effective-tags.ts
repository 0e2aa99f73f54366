import type { Access, TagAssignment } from "@lakewright/config";
import { unclassified } from "../../core/index.ts";
import { type AccessColumn, type AccessTable, columnNames } from "./access-table.ts";
import { doubtfulAssignments, isInDoubt } from "./doubtful-assignments.ts";

/** Value of each LF-tag key on one resource. */
export type Tags = Readonly<Record<string, string>>;

export interface TableTags {
  readonly table: Tags;
  /** Effective tags by column, partition keys included; columns without tags of their own share one object. */
  readonly columns: ReadonlyMap<string, Tags>;
}

/** The database's own tags: what database policies match on (Lake Formation developer guide, "LF-TBAC considerations"). */
export function databaseTags(access: Access, database: string): Tags {
  return valuesOf(
    access.assignments.filter(
      ({ resource }) => resource.kind === "database" && resource.database === database,
    ),
  );
}

/**
 * Tags after inheritance: per key, a value set lower down replaces the inherited one (Lake Formation developer
 * guide, "Lake Formation tag-based access control"). What the flow declares is the table's own `sensitivity`, so a
 * database's value never classifies a table. A drifted column is `unclassified` until an assignment names it, and so is one that an
 * assignment may mean which names a column that the table lacks.
 */
export function tableTags(access: Access, table: AccessTable): TableTags {
  const own = assignmentsOf(access, table);
  const tags: Tags = {
    ...databaseTags(access, table.database),
    sensitivity: table.sensitivity,
    ...valuesOf(own.filter(({ resource }) => resource.kind === "table")),
  };
  const described = new Map(table.columns.map((column) => [column.name, column]));
  const doubtful = doubtfulAssignments(access, table, own);
  const undecided = new Map<Tags, Tags>();
  const columns = columnNames(table).map((name) => {
    const given = assignedTo(own, name);
    const effective = columnTags(tags, described.get(name), given);
    if (table.partitionKeys.includes(name)) return [name, effective] as const;
    if (!isInDoubt(doubtful, { tags: effective, own: given ?? {} }))
      return [name, effective] as const;
    const closed = undecided.get(effective) ?? { ...effective, sensitivity: unclassified };
    undecided.set(effective, closed);
    return [name, closed] as const;
  });
  return { table: tags, columns: new Map(columns) };
}

/** Tags that an assignment or the catalog sets on this very column, nothing inherited. */
export function ownColumnTags(access: Access, table: AccessTable, column: string): Tags {
  const described = table.columns.find(({ name }) => name === column);
  return { ...described?.tags, ...assignedTo(assignmentsOf(access, table), column) };
}

function columnTags(
  inherited: Tags,
  column: AccessColumn | undefined,
  own: Tags | undefined,
): Tags {
  if (!column?.drifted && !column?.tags && !own) return inherited;
  const undecided = column?.drifted ? { sensitivity: unclassified } : {};
  return { ...inherited, ...column?.tags, ...undecided, ...own };
}

function assignmentsOf(access: Access, table: AccessTable): readonly TagAssignment[] {
  return access.assignments.filter(
    ({ resource }) =>
      resource.kind !== "database" &&
      resource.database === table.database &&
      resource.table === table.name,
  );
}

function assignedTo(own: readonly TagAssignment[], column: string): Tags | undefined {
  const mine = own.filter(
    ({ resource }) => resource.kind === "columns" && resource.columns.includes(column),
  );
  return mine.length === 0 ? undefined : valuesOf(mine);
}

/** One value per key: the last assignment counts. Keys and values are lower case. */
function valuesOf(assignments: readonly TagAssignment[]): Tags {
  return Object.fromEntries(
    assignments.map(({ key, value }) => [key.toLowerCase(), value.toLowerCase()]),
  );
}

/** Key → accepted values, as a grant on tags has it. */
export type TagExpression = Readonly<Record<string, readonly string[]>>;

/**
 * True when every key of the expression has one of its values: AND over keys, OR over values, other keys do not
 * matter (Lake Formation developer guide, "Managing LF-tag expressions"). An empty expression matches nothing.
 */
export function tagsMatch(expression: TagExpression, tags: Tags): boolean {
  const keys = Object.keys(expression);
  return keys.length > 0 && unmatchedKeys(expression, tags).length === 0;
}

/** Keys of the expression for which the tags have no accepted value. */
export function unmatchedKeys(expression: TagExpression, tags: Tags): readonly string[] {
  return Object.keys(expression).filter((key) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value === undefined || !expression[key]?.includes(value);
  });
}
