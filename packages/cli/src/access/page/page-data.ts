import type { Access, Environment, Platform } from "@lakewright/config";
import type {
  AccessTable,
  HiddenColumns,
  LintFinding,
  MatrixRow,
  TableShare,
} from "@lakewright/engine";
import { formulaStart } from "../../output/to-csv.ts";
import type { AccessBesideGrants } from "../access-beside-grants.ts";
import { currentName } from "../current-name.ts";

/** Data of the page. Texts that repeat are kept once in `texts` and referred to by their index. */
export interface PageData {
  readonly platform: string;
  readonly environment: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly roles: readonly { readonly name: string; readonly about: string }[];
  readonly tables: readonly PageTable[];
  readonly texts: readonly string[];
  readonly bypasses: readonly string[];
  readonly shares: readonly string[];
  readonly findings: readonly { readonly text: string; readonly accepted: string | null }[];
  /** Source of the expression for texts that a spreadsheet would run. */
  readonly formulaStart: string;
}

export interface PageTable {
  readonly name: string;
  /** Its name in `query` as it is now; null in the warehouse, where `name` is all. */
  readonly current: string | null;
  /** Its place between source and readers. */
  readonly layer: MatrixRow["layer"];
  readonly isLoaded: boolean;
  /** Why the table is closed on purpose; null where it is not. */
  readonly closed: string | null;
  /** Name, index of the sensitivity in `texts`, and that of what it is made of, in the warehouse. */
  readonly columns: readonly (readonly [string, number, number?])[];
  /** By role; columns that it sees alike are grouped, hidden ones are left out. */
  readonly cells: Readonly<Record<string, readonly PageCell[]>>;
  /** Why columns are hidden, by role: indexes in `columns` (null = all of them), and in `texts`. */
  readonly hidden: Readonly<Record<string, readonly PageHidden[]>>;
}

export type PageHidden = readonly [columns: readonly number[] | null, because: readonly number[]];

export interface PageCell {
  readonly access: MatrixRow["access"];
  /** Index in `texts`; -1 = no rows. */
  readonly rows: number;
  readonly because: readonly number[];
  /** Indexes in the table's `columns`. */
  readonly columns: readonly number[];
}

export interface PageParts {
  readonly platform: Platform;
  readonly environment: Environment & { readonly access: Access };
  readonly tables: readonly AccessTable[];
  readonly rows: readonly MatrixRow[];
  readonly findings: readonly LintFinding[];
  readonly bypasses: AccessBesideGrants["bypasses"];
  readonly shares: readonly TableShare[];
  /** `sensitivity` of each column of a table. */
  readonly sensitivityIn: (table: AccessTable) => (column: string) => string;
  /** Why a role does not see columns of a table. */
  readonly hiddenFrom: (role: string, table: AccessTable) => readonly HiddenColumns[];
  readonly madeAt: Date;
}

/** Gathers the matrix as the page reads it: small enough for 100 roles over 1,000 tables. */
export function pageData(parts: PageParts): PageData {
  const { platform, environment, tables, findings, madeAt } = parts;
  const { roles } = environment.access;
  const texts = textList();
  const byTable = rowsByTable(parts.rows);
  const names = [...new Set(parts.rows.map(({ role }) => role))].sort();
  return {
    platform: platform.name,
    environment: environment.name,
    madeAt: madeAt.toISOString(),
    roles: names.map((name) => ({
      name,
      about: [roles[name]?.kind, roles[name]?.description].filter(Boolean).join(": "),
    })),
    tables: tables.map((table) =>
      pageTable(parts, table, { rows: byTable.get(nameOf(table)) ?? [], texts }),
    ),
    texts: texts.all,
    bypasses: parts.bypasses.map(
      ({ role, through, zone, reason }) => `${role} reads ${zone} through ${through}: ${reason}`,
    ),
    shares: parts.shares.map(
      ({ account, database, table, domain }) =>
        `${database}.${table} with account ${account}, by the domain ${domain}`,
    ),
    findings: findings.map(({ finding, on, message, accepted }) => ({
      text: `${finding} · ${on}: ${message}`,
      accepted: accepted
        ? `accepted by ${accepted.owner} until ${accepted.expires.toISOString().slice(0, 10)}: ${accepted.reason}`
        : null,
    })),
    formulaStart: formulaStart.source,
  };
}

function pageTable(
  { environment, sensitivityIn, hiddenFrom }: PageParts,
  table: AccessTable,
  { rows, texts }: { readonly rows: readonly MatrixRow[]; readonly texts: TextList },
): PageTable {
  const sensitivityOf = sensitivityIn(table);
  const columns = [...new Set(rows.map(({ column }) => column))];
  const indexes = new Map(columns.map((column, i) => [column, i]));
  const origins = new Map(table.columns.map((one) => [one.name, one.derivedFrom?.join(", ")]));
  const closed = environment.access.closed.find(
    (one) => one.database === table.database && one.table === table.name,
  );
  return {
    name: nameOf(table),
    current: currentName({ ...table, table: table.name }) ?? null,
    layer: rows[0]?.layer ?? "raw",
    isLoaded: !table.isDeclaredOnly,
    closed: closed?.reason ?? null,
    columns: columns.map((column) => {
      const origin = origins.get(column);
      const sensitivity = texts.index(sensitivityOf(column));
      return origin ? [column, sensitivity, texts.index(origin)] : [column, sensitivity];
    }),
    cells: cellsByRole(rows, indexes, texts),
    hidden: Object.fromEntries(
      [...new Set(rows.map(({ role }) => role))].flatMap((role) => {
        const groups = hiddenFrom(role, table).map(({ columns: names, because }): PageHidden => {
          const isAll = names.length === columns.length;
          return [
            isAll ? null : names.map((name) => indexes.get(name) ?? 0),
            because.map(texts.index),
          ];
        });
        return groups.length > 0 ? [[role, groups]] : [];
      }),
    ),
  };
}

function cellsByRole(
  rows: readonly MatrixRow[],
  indexes: ReadonlyMap<string, number>,
  texts: TextList,
): PageTable["cells"] {
  const groups = new Map<string, PageCell & { readonly role: string; columns: number[] }>();
  for (const { role, column, access, rows: visible, because } of rows) {
    if (access === "none" && because.length === 0) continue;
    const key = JSON.stringify([role, access, visible, because]);
    const group = groups.get(key) ?? {
      role,
      access,
      rows: visible === null ? -1 : texts.index(visible),
      because: because.map(texts.index),
      columns: [],
    };
    group.columns.push(indexes.get(column) ?? 0);
    groups.set(key, group);
  }
  const cells = new Map<string, PageCell[]>();
  for (const { role, ...cell } of groups.values())
    cells.set(role, [...(cells.get(role) ?? []), cell]);
  return Object.fromEntries(cells);
}

function rowsByTable(rows: readonly MatrixRow[]): ReadonlyMap<string, readonly MatrixRow[]> {
  const tables = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const name = `${row.database}.${row.table}`;
    const same = tables.get(name);
    if (same) same.push(row);
    else tables.set(name, [row]);
  }
  return tables;
}

function nameOf({ database, name }: AccessTable): string {
  return `${database}.${name}`;
}

interface TextList {
  readonly all: readonly string[];
  index(text: string): number;
}

function textList(): TextList {
  const all: string[] = [];
  const known = new Map<string, number>();
  return {
    all,
    index: (text) => {
      const found = known.get(text) ?? all.push(text) - 1;
      known.set(text, found);
      return found;
    },
  };
}
