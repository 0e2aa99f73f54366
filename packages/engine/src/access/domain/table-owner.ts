import type { Access, Domain } from "@lakewright/config";
import { type AccessTable, accessTableId, isOfLake } from "./access-table.ts";

/** A table that the domain which owns it shares with an account of somebody else. */
export interface TableShare {
  /** Twelve digits. */
  readonly account: string;
  readonly database: string;
  readonly table: string;
  readonly domain: string;
}

type NamedTable = Pick<AccessTable, "database" | "name" | "layer">;

/** The domain that names the table, else the one that owns its database. */
export function owningDomain(
  { domains }: Pick<Access, "domains">,
  table: NamedTable,
): Domain | undefined {
  const all = Object.values(domains);
  const id = accessTableId(table);
  return (
    all.find(({ tables }) => tables.includes(id)) ??
    all.find(({ databases }) => databases.includes(table.database))
  );
}

/** Whom tables of the lake are shared with. What the account sees of them is up to its own administrators. */
export function tableShares(
  access: Pick<Access, "domains">,
  tables: readonly NamedTable[],
): readonly TableShare[] {
  return tables.filter(isOfLake).flatMap((table) => {
    const domain = owningDomain(access, table);
    const { database, name } = table;
    return (domain?.sharedWith ?? []).map((account) => {
      return { account, database, table: name, domain: domain?.name ?? "" };
    });
  });
}
