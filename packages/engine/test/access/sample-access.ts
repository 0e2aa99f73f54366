import type { Access, AccessRole, CellsFilter, Grant, TagAssignment } from "@lakewright/config";
import type { AccessTable } from "../../src/access/domain/access-table.ts";

/** Makes small policies for tests: every part can be left out. */
export interface SampleAccess extends Partial<Omit<Access, "filters" | "roles" | "grants">> {
  readonly roles?: Readonly<Record<string, Partial<AccessRole>>>;
  readonly filters?: Readonly<Record<string, Partial<CellsFilter>>>;
  readonly grants?: readonly Partial<Grant>[];
}

const at = { file: "access.yaml", line: 1, column: 1 };

export function sampleAccess(parts: SampleAccess): Access {
  return {
    tags: { sensitivity: ["personal", "none", "unclassified"], team: ["gtm", "hr"] },
    assignments: [],
    masks: [],
    closed: [],
    exceptions: [],
    domains: {},
    tests: [],
    ...parts,
    roles: mapValues(parts.roles ?? { analyst: {} }, sampleRole),
    filters: mapValues(parts.filters ?? {}, sampleFilter),
    grants: (parts.grants ?? []).map(sampleGrant),
  };
}

/** `crm.account` with the columns `id`, `name`, `phone` and the partition key `load_date`, nothing personal. */
export function sampleTable(parts: Partial<AccessTable> = {}): AccessTable {
  return {
    database: "crm",
    name: "account",
    sensitivity: "none",
    columns: sampleColumns("id", "name", "phone"),
    partitionKeys: ["load_date"],
    ...parts,
  };
}

export function sampleColumns(...names: string[]): AccessTable["columns"] {
  return names.map((name) => ({ name, drifted: false }));
}

export function tagged(
  resource: TagAssignment["resource"],
  key: string,
  value: string,
): TagAssignment {
  return { resource, key, value, at };
}

/** The sample table as a resource of a grant. */
export const account = {
  kind: "table",
  database: "crm",
  table: "account",
  columns: { kind: "all" },
} as const;

/** The same, with these columns only. */
export function accountColumns(kind: "include" | "exclude", ...names: string[]) {
  return { ...account, columns: { kind, names } } as const;
}

function sampleRole(name: string, parts: Partial<AccessRole>): AccessRole {
  const defaults = {
    description: "",
    kind: "persona",
    iamRole: undefined,
    glueVersion: undefined,
  } as const;
  return { name, ...defaults, groups: [], bypasses: [], at, ...parts };
}

function sampleFilter(name: string, parts: Partial<CellsFilter>): CellsFilter {
  const rows = { rows: undefined, rowsText: undefined };
  return {
    name,
    database: "crm",
    table: "account",
    ...rows,
    columns: { kind: "all" },
    at,
    ...parts,
  };
}

function sampleGrant(parts: Partial<Grant>, index: number): Grant {
  const defaults = { id: `g${index + 1}`, to: "analyst", resource: account } as const;
  return { ...defaults, permissions: ["select"], grantable: [], reason: "", at, ...parts };
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  make: (name: string, value: From) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, make(name, value)]),
  );
}
