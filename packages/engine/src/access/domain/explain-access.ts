import type { Access, CellsFilter } from "@lakewright/config";
import type { AccessTable } from "./access-table.ts";
import { isOfLake } from "./access-table.ts";
import { type ColumnAccess, shownRows, showsValues } from "./column-access.ts";
import type { Tags } from "./effective-tags.ts";
import { rowFindings } from "./filter-findings.ts";
import { type GrantIndex, grantingPrincipals, grantsNear, indexGrants } from "./grant-index.ts";
import { reasonText } from "./grant-reason.ts";
import { nearestGrants } from "./nearest-grants.ts";
import { rowsText } from "./rows-text.ts";
import { type TableAccess, tableAccessFrom } from "./table-access.ts";
import { owningDomain } from "./table-owner.ts";
import { taggedTable } from "./tagged-table.ts";

/** The access of one role to a table, with everything that decides it. */
export interface AccessExplanation {
  readonly role: string;
  readonly database: string;
  readonly table: string;
  readonly permissions: TableAccess["permissions"];
  /** Those that the role may grant to others. */
  readonly grantable: TableAccess["grantable"];
  readonly governed: boolean;
  /** Who decides about the table; null where no domain owns it. */
  readonly owner: { readonly domain: string; readonly owner: string } | null;
  /** `all`, an expression, or null for none. */
  readonly rows: string | null;
  /** What is known to be wrong with the row filters that the role's grants are on. */
  readonly filterFindings: readonly string[];
  readonly columns: readonly ColumnExplanation[];
}

export interface ColumnExplanation {
  readonly column: string;
  readonly access: ColumnAccess["access"];
  readonly rows: string | null;
  /** Effective tags, inherited ones included. */
  readonly tags: Tags;
  /** Columns of the lake that a column of the warehouse is made of; empty where nothing is known, and for the lake's own. */
  readonly derivedFrom: readonly string[];
  /** Whether the column's sensitivity is that of what it is made of, or a rule sets it; undefined for the lake's own. */
  readonly sensitivityFrom: "lineage" | "assign" | undefined;
  readonly because: readonly string[];
  /** Where the value is closed: what would have to change, nearest first. */
  readonly missing: readonly string[];
}

/** Why the role sees what it sees of the table, or of one column of it; an unknown column gives no entry. */
export function explainAccess(
  access: Access,
  role: string,
  { table, column }: { readonly table: AccessTable; readonly column?: string | undefined },
): AccessExplanation {
  const index = indexGrants(access);
  const tagged = taggedTable(access, table);
  const found = tableAccessFrom(index, role, tagged);
  const chosen = found.columns.filter((one) => column === undefined || one.column === column);
  const columns = chosen.map((one) => ({
    column: one.column,
    access: one.access,
    rows: rowsText(shownRows(one)),
    tags: tagged.tags.columns.get(one.column) ?? tagged.tags.table,
    ...originOf(access, table, one.column),
    because: one.because.map(reasonText),
    missing: showsValues(one)
      ? []
      : nearestGrants({ index, role, tagged }, one).map(({ text }) => text),
  }));
  const { database, permissions, grantable, governed, rows } = found;
  const domain = owningDomain(access, table);
  return {
    role,
    database,
    table: table.name,
    permissions,
    grantable,
    governed,
    owner: domain ? { domain: domain.name, owner: domain.owner } : null,
    rows: rowsText(rows),
    filterFindings: filtersOf(index, role, table).flatMap((filter) =>
      rowFindings(filter, table).map(({ message }) => message),
    ),
    columns,
  };
}

/** Filters of the table that the role holds, each once. */
function filtersOf(index: GrantIndex, role: string, table: AccessTable): readonly CellsFilter[] {
  const { access } = index;
  const grants = grantingPrincipals(access, role).flatMap((one) => grantsNear(index, one, table));
  const names = grants.flatMap(({ resource }) =>
    resource.kind === "filter" ? [resource.filter] : [],
  );
  return [...new Set(names)].flatMap((name) => access.filters[name] ?? []);
}

function originOf(
  access: Access,
  table: AccessTable,
  column: string,
): Pick<ColumnExplanation, "derivedFrom" | "sensitivityFrom"> {
  const known = table.columns.find(({ name }) => name === column);
  const derivedFrom = known?.derivedFrom ?? [];
  if (isOfLake(table)) return { derivedFrom, sensitivityFrom: undefined };
  const assigned = access.assignments.some(
    ({ resource, key }) =>
      key === "sensitivity" &&
      resource.kind === "columns" &&
      resource.database === table.database &&
      resource.table === table.name &&
      resource.columns.includes(column),
  );
  return { derivedFrom, sensitivityFrom: assigned ? "assign" : "lineage" };
}
