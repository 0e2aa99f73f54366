import type {
  LakeFilter,
  LakePermission,
  LakeResource,
} from "../../src/lake-formation/domain/lake-permission.ts";

/** State of one table in Lake Formation, as the service stores it. */
export interface LakeState {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly partitionKeys: readonly string[];
  readonly databaseTags: Tags;
  readonly tableTags: Tags;
  readonly columnTags: ReadonlyMap<string, Tags>;
  readonly filters: readonly LakeFilter[];
  readonly permissions: readonly LakePermission[];
}

type Tags = Readonly<Record<string, string>>;

/** Some columns, in the rows for which an expression's text holds; undefined = all rows. */
interface View {
  readonly columns: ReadonlySet<string>;
  readonly rows: string | undefined;
}

/**
 * Columns whose values the principals see together, in a row, by the rules of the Lake Formation developer guide and by
 * nothing else: it knows no policy and no evaluator. `holds` judges the text of a row expression.
 */
export function shownByLakeFormation(
  state: LakeState,
  principals: readonly string[],
  holds: (expression: string) => boolean,
): ReadonlySet<string> {
  const views = principals.flatMap((principal) => viewsOf(state, principal));
  const open = views.filter(
    ({ columns, rows }) => columns.size > 0 && (rows === undefined || holds(rows)),
  );
  const shown = new Set(open.flatMap(({ columns }) => [...columns]));
  // Partition keys cannot be filtered.
  if (open.length > 0) for (const key of state.partitionKeys) shown.add(key);
  return shown;
}

function viewsOf(state: LakeState, principal: string): readonly View[] {
  const own = state.permissions.filter((one) => one.principal === principal);
  const onTable = own.filter(({ resource }) => isWhole(state, resource));
  const onParts = own.filter(({ resource }) => isPart(state, resource));
  const everything = { columns: new Set(allColumns(state)), rows: undefined };
  // INSERT, DELETE and Super let their holder read.
  const reads = onTable.some(({ permission }) => permission !== "alter" && isReading(permission));
  // SELECT on a part beside another permission on the table has no effect as a filter.
  if (reads || (onTable.length > 0 && onParts.length > 0)) return [everything];
  return [
    ...onParts.map((one) => viewOfPart(state, one.resource)),
    ...own.flatMap((one) => viewsOfTags(state, one)),
  ];
}

function isReading(permission: string): boolean {
  return ["select", "insert", "delete", "all"].includes(permission);
}

function isWhole({ database, table }: LakeState, resource: LakeResource): boolean {
  if (resource.kind === "all_tables") return resource.database === database;
  return resource.kind === "table" && resource.database === database && resource.table === table;
}

function isPart({ database, table }: LakeState, resource: LakeResource): boolean {
  const part =
    resource.kind === "columns" || resource.kind === "all_columns" || resource.kind === "filter";
  return part && resource.database === database && resource.table === table;
}

function viewOfPart(state: LakeState, resource: LakeResource): View {
  const names = allColumns(state);
  if (resource.kind === "columns")
    return {
      columns: new Set(names.filter((name) => resource.columns.includes(name))),
      rows: undefined,
    };
  // Exclude lists open what they do not name, also what is added later.
  if (resource.kind === "all_columns")
    return {
      columns: new Set(names.filter((name) => !resource.but.includes(name))),
      rows: undefined,
    };
  const filter = state.filters.find(
    ({ name }) => resource.kind === "filter" && name === resource.filter,
  );
  if (!filter)
    throw new Error(`granted on a filter that is not there: ${JSON.stringify(resource)}`);
  return {
    columns: new Set(names.filter((name) => filter.columns.includes(name))),
    rows: filter.rows,
  };
}

/** A policy on tags is judged column by column; other permissions than SELECT and Super need all of them. */
function viewsOfTags(state: LakeState, { resource, permission }: LakePermission): readonly View[] {
  if (resource.kind !== "tags" || resource.level !== "table") return [];
  const names = allColumns(state);
  const matching = names.filter((name) => matches(resource.expression, effectiveTags(state, name)));
  const selects = permission === "select" || permission === "all";
  const writes = permission === "insert" || permission === "delete";
  if (selects || (writes && matching.length === names.length))
    return [{ columns: new Set(matching), rows: undefined }];
  return [];
}

/** Every key of the expression has one of its values. */
function matches(expression: Readonly<Record<string, readonly string[]>>, tags: Tags): boolean {
  return Object.entries(expression).every(([key, values]) => {
    const value = tags[key];
    return value !== undefined && values.includes(value);
  });
}

/** Per key, what is set lower down replaces what is inherited. */
function effectiveTags(state: LakeState, column: string): Tags {
  return { ...state.databaseTags, ...state.tableTags, ...state.columnTags.get(column) };
}

function allColumns({ columns, partitionKeys }: LakeState): readonly string[] {
  return [...columns, ...partitionKeys];
}
