import type {
  BatchPermissionsFailureEntry,
  BatchPermissionsRequestEntry,
  Resource,
} from "@aws-sdk/client-lakeformation";
import { type Operations, ServiceError } from "./service-error.ts";

export interface Faults {
  entries: number;
  calls: number;
  readonly gone: ReadonlySet<string>;
}

interface Holding {
  readonly principal: string;
  readonly resource: Resource;
  readonly permissions: Set<string>;
  readonly grantable: Set<string>;
}

const maxEntries = 20;
const pageSize = 10;

/** Granting, revoking and listing. A column list is kept column by column and listed so. */
export function fakePermissions(
  faults: Faults,
  filterExists: (filter: NonNullable<Resource["DataCellsFilter"]>) => boolean,
): Operations {
  const held = new Map<string, Holding>();
  const batch =
    (change: (entry: BatchPermissionsRequestEntry) => void) =>
    ({ Entries }: { Entries: BatchPermissionsRequestEntry[] }) => {
      if (Entries.length > maxEntries)
        throw new ServiceError("InvalidInputException", `more than ${maxEntries} entries`);
      return { Failures: Entries.flatMap((entry) => failureOf(entry, change)) };
    };
  const failureOf = (
    entry: BatchPermissionsRequestEntry,
    change: (entry: BatchPermissionsRequestEntry) => void,
  ): BatchPermissionsFailureEntry[] => {
    try {
      if (faults.entries-- > 0)
        throw new ServiceError("ConcurrentModificationException", "another change is under way");
      faults.entries = 0;
      if (faults.gone.has(principalOf(entry)))
        throw new ServiceError("InvalidInputException", "Invalid principal");
      change(entry);
      return [];
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code: ErrorCode, message: ErrorMessage } = error;
      return [{ RequestEntry: entry, Error: { ErrorCode, ErrorMessage } }];
    }
  };
  return {
    BatchGrantPermissions: batch((entry) => grant(held, filterExists, entry)),
    BatchRevokePermissions: batch((entry) => revoke(held, entry)),
    ListPermissions: ({ NextToken, Principal, Resource: on }: Record<string, unknown>) => {
      if (Principal && !on)
        throw new ServiceError(
          "InvalidInputException",
          "Resource is mandatory if Principal is set in the input.",
        );
      const start = Number(NextToken ?? 0);
      const page = [...held.values()].slice(start, start + pageSize);
      const next = start + pageSize;
      return {
        PrincipalResourcePermissions: page.map(listed),
        ...(next < held.size ? { NextToken: String(next) } : {}),
      };
    },
  };
}

function grant(
  held: Map<string, Holding>,
  filterExists: (filter: NonNullable<Resource["DataCellsFilter"]>) => boolean,
  entry: BatchPermissionsRequestEntry,
): void {
  const principal = principalOf(entry);
  const filter = entry.Resource?.DataCellsFilter;
  if (filter && !filterExists(filter))
    throw new ServiceError("EntityNotFoundException", `no filter ${filter.Name}`);
  const mixed = [...held.values()].some(
    (one) => one.principal === principal && doNotGoTogether(one.resource, entry.Resource ?? {}),
  );
  if (mixed)
    throw new ServiceError(
      "InvalidInputException",
      "Column filters do not go with other permissions",
    );
  for (const resource of columnByColumn(entry.Resource ?? {})) {
    const key = JSON.stringify([principal, resource]);
    const one = held.get(key) ?? {
      principal,
      resource,
      permissions: new Set<string>(),
      grantable: new Set<string>(),
    };
    for (const name of entry.Permissions ?? []) one.permissions.add(name);
    for (const name of entry.PermissionsWithGrantOption ?? []) one.grantable.add(name);
    held.set(key, one);
  }
}

function revoke(held: Map<string, Holding>, entry: BatchPermissionsRequestEntry): void {
  const principal = principalOf(entry);
  for (const resource of columnByColumn(entry.Resource ?? {})) {
    const key = JSON.stringify([principal, resource]);
    const one = held.get(key);
    const asked = [...(entry.Permissions ?? []), ...(entry.PermissionsWithGrantOption ?? [])];
    if (!one || !asked.every((name) => one.permissions.has(name)))
      throw new ServiceError(
        "InvalidInputException",
        `No permissions revoked. Grantee does not have: [${asked.join(", ")}]`,
      );
    for (const name of entry.PermissionsWithGrantOption ?? []) one.grantable.delete(name);
    for (const name of entry.Permissions ?? []) {
      one.permissions.delete(name);
      one.grantable.delete(name);
    }
    if (one.permissions.size === 0) held.delete(key);
  }
}

function listed({ principal, resource, permissions, grantable }: Holding) {
  const wildcard = resource.Table?.TableWildcard;
  return {
    Principal: { DataLakePrincipalIdentifier: principal },
    // The service puts a name beside the wildcard.
    Resource: wildcard ? { Table: { ...resource.Table, Name: "ALL_TABLES" } } : resource,
    Permissions: [...permissions],
    PermissionsWithGrantOption: [...grantable],
  };
}

function columnByColumn(resource: Resource): readonly Resource[] {
  const { TableWithColumns } = resource;
  if (!TableWithColumns?.ColumnNames) return [resource];
  return TableWithColumns.ColumnNames.map((name) => ({
    TableWithColumns: { ...TableWithColumns, ColumnNames: [name] },
  }));
}

/** Developer guide, "Notes and restrictions for column-level filtering". */
function doNotGoTogether(a: Resource, b: Resource): boolean {
  const [part, whole] = partOf(a) ? [a, b] : [b, a];
  const named = partOf(part);
  const table = whole.Table;
  if (!named || !table || partOf(whole)) return false;
  const same = table.DatabaseName === named.database;
  return same && (table.TableWildcard !== undefined || table.Name === named.table);
}

function partOf({ TableWithColumns, DataCellsFilter }: Resource) {
  if (TableWithColumns)
    return { database: TableWithColumns.DatabaseName, table: TableWithColumns.Name };
  return (
    DataCellsFilter && { database: DataCellsFilter.DatabaseName, table: DataCellsFilter.TableName }
  );
}

function principalOf({ Principal }: BatchPermissionsRequestEntry): string {
  return Principal?.DataLakePrincipalIdentifier ?? "";
}
