import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import type { AccessDraft, AssignmentDraft } from "./access-draft.ts";

/** The value of the tag `sensitivity` of tables and columns in one environment. */
export interface Sensitivities {
  ofTable(table: string): string;
  ofColumn(table: string, column: string): string;
  /** True when the table, or a column of it that is tagged apart, is personal or unclassified. */
  isGuarded(table: string): boolean;
}

const guarded = new Set(["personal", "unclassified"]);

/** From `pii` of the flows, replaced by assignments for tables, replaced by those for columns. */
export function sensitivitiesOf(access: AccessDraft, { tables }: CatalogDraft): Sensitivities {
  const assigned = assignedSensitivities(access.assignments);
  const guardedInPart = new Set(
    [...assigned].flatMap(([id, value]) => (guarded.has(value) ? tableOf(id) : [])),
  );
  const ofTable = (table: string) => {
    // An unknown table is reported as such; it does not count as guarded as well.
    return assigned.get(table) ?? tables.get(table)?.seed ?? "internal";
  };
  return {
    ofTable,
    ofColumn: (table, column) => assigned.get(`${table}.${column}`) ?? ofTable(table),
    isGuarded: (table) => guarded.has(ofTable(table)) || guardedInPart.has(table),
  };
}

/** `<database>.<table>` of `<database>.<table>.<column>`; nothing for a table itself. */
function tableOf(id: string): readonly string[] {
  const [database, table, column] = id.split(".");
  return column === undefined ? [] : [`${database}.${table}`];
}

/** By `<database>.<table>` and `<database>.<table>.<column>`. */
function assignedSensitivities(assignments: readonly AssignmentDraft[]): Map<string, string> {
  const assigned = new Map<string, string>();
  for (const { resource, key, value } of assignments) {
    if (key !== "sensitivity" || resource.kind === "database") continue;
    const table = `${resource.database}.${resource.table}`;
    const columns = resource.kind === "columns" ? resource.columns : undefined;
    for (const id of columns?.map((column) => `${table}.${column}`) ?? [table]) {
      assigned.set(id, value);
    }
  }
  return assigned;
}
