import { companionTable } from "../appflow/companion.ts";
import { type TableName, tableId } from "../names/table-id.ts";
import type { Access, AccessException, CellsFilter, Domain, Grant } from "./types.ts";

/**
 * The rules with those on each of the tables repeated for its companion, which holds the same rows: nobody sees more there than in
 * the table itself. Rules on a whole database, on tags and on roles hold for both as they are. Access tests are not repeated.
 */
export function companionAccess(access: Access, tables: readonly TableName[]): Access {
  return tables.reduce(withCompanion, access);
}

function withCompanion(access: Access, table: TableName): Access {
  const isOn = (one: { readonly database: string; readonly table: string }) =>
    one.database === table.database && one.table === table.table;
  const moved = <One extends TableName>(one: One): One => ({
    ...one,
    table: companionTable(table.table),
  });
  const filters = Object.values(access.filters).filter(isOn);
  const filterNames = new Set(filters.map(({ name }) => name));
  return {
    ...access,
    assignments: access.assignments.flatMap((one) => {
      const { resource } = one;
      if (resource.kind === "database" || !isOn(resource)) return [one];
      return [one, { ...one, resource: moved(resource) }];
    }),
    filters: withEntries(
      access.filters,
      filters.map((filter) => ({ ...moved(filter), name: companionFilter(filter.name) })),
    ),
    grants: access.grants.flatMap((grant): Grant[] => {
      const { resource } = grant;
      if (resource.kind === "table" && isOn(resource))
        return [grant, { ...grant, resource: moved(resource) }];
      if (resource.kind !== "filter" || !filterNames.has(resource.filter)) return [grant];
      return [
        grant,
        { ...grant, resource: { kind: "filter", filter: companionFilter(resource.filter) } },
      ];
    }),
    closed: access.closed.flatMap((one) => (isOn(one) ? [one, moved(one)] : [one])),
    masks: access.masks.flatMap((one) => (isOn(one) ? [one, moved(one)] : [one])),
    exceptions: access.exceptions.flatMap((one) => exceptions(one, table)),
    domains: withEntries(
      access.domains,
      Object.values(access.domains).map((domain) => withTable(domain, table)),
    ),
  };
}

/** No filter of a folder has a hyphen in its name. */
function companionFilter(name: string): string {
  return `${name}-refresh`;
}

/** `on` is a table, a column of it, or a role and a table. */
function exceptions(exception: AccessException, table: TableName): AccessException[] {
  const id = tableId(table);
  const words = exception.on.split(" ").map((word) => {
    if (word !== id && !word.startsWith(`${id}.`)) return word;
    return tableId({ ...table, table: companionTable(table.table) }) + word.slice(id.length);
  });
  const on = words.join(" ");
  return on === exception.on ? [exception] : [exception, { ...exception, on }];
}

function withTable(domain: Domain, table: TableName): Domain {
  if (!domain.tables.includes(tableId(table))) return domain;
  const companion = tableId({ ...table, table: companionTable(table.table) });
  return { ...domain, tables: [...domain.tables, companion] };
}

/** Without a prototype, as the record was: any name may be looked up in it. */
function withEntries<T extends CellsFilter | Domain>(
  known: Readonly<Record<string, T>>,
  more: readonly T[],
): Readonly<Record<string, T>> {
  return Object.assign(
    Object.create(null),
    known,
    Object.fromEntries(more.map((one) => [one.name, one])),
  );
}
