import { nearestName } from "../../did-you-mean.ts";
import { nearestTable } from "../../names/nearest-table.ts";
import { databaseOfSchema } from "../../names/schema-names.ts";
import { showValue } from "../../show-value.ts";
import { below, type Place, wordBelow } from "../../source/place.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { isWarehouseSchema } from "../draft/governed-catalogs.ts";
import { aboutAccess } from "./access-rule.ts";

interface Mention {
  readonly database: string;
  readonly table: string | undefined;
  readonly place: Place;
}

/** Tables, databases and schemas exist: flows bring them into the catalog, or warehouse.yaml makes them. */
export const tablesExist = aboutAccess((access, report) => {
  if (!access.allTablesKnown) return;
  const tables = new Set(
    access.catalogs.flatMap(({ tables: lake, warehouse }) => [...lake.keys(), ...warehouse.keys()]),
  );
  const databases = new Set([...tables].map((table) => table.replace(/\..*$/, "")));
  for (const { database, table, place } of mentions(access)) {
    const name = table === undefined ? database : `${database}.${table}`;
    const known = table === undefined ? databases : tables;
    if (known.has(name)) continue;
    const what = table === undefined ? "database" : "table";
    const inWarehouse = isWarehouseSchema(access.catalogs, database);
    const message = inWarehouse
      ? `warehouse.yaml makes no ${what} ${showValue(name)}`
      : `no flow makes the ${what} ${showValue(name)}`;
    const hint = hintFor(name, database, { tables, databases });
    report({ code: "LW1612", place, message, hint: inWarehouse ? `${hint}; ${undeclared}` : hint });
  }
});

const undeclared = "a project's model that no YAML declares cannot be named, and stays closed";

function hintFor(
  name: string,
  database: string,
  {
    tables,
    databases,
  }: { readonly tables: ReadonlySet<string>; readonly databases: ReadonlySet<string> },
): string {
  const nearest = name === database ? nearestDatabase(name, databases) : nearestTable(name, tables);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  if (!databases.has(database)) return `the databases are ${some(databases)}`;
  const own = [...tables].filter((table) => table.startsWith(`${database}.`));
  return `the tables of ${database} are ${some(own.map((table) => table.slice(database.length + 1)))}`;
}

/** A schema that queries have, such as crm_current, is meant for the database that it shows. */
function nearestDatabase(name: string, databases: ReadonlySet<string>): string | undefined {
  const shown = databaseOfSchema(name);
  return databases.has(shown) ? shown : nearestName(name, databases);
}

function some(names: Iterable<string>): string {
  const all = [...names].sort();
  return all.length > 12 ? `${all.slice(0, 12).join(", ")} …` : all.join(", ") || "none";
}

function mentions(access: AccessDraft): readonly Mention[] {
  const { assignments, filters, grants, closed, masks, domains, tests, exceptions } = access;
  const named = [...filters.values(), ...closed, ...masks, ...tests];
  return [
    ...named.map(({ database, table, place }) => ({ database, table, place: below(place, "on") })),
    ...assignments.map(({ resource, place }) => {
      const { section, path } = place;
      const table = resource.kind === "database" ? undefined : resource.table;
      return {
        database: resource.database,
        table,
        place: { section, path: [...path.slice(0, -2), "on"] },
      };
    }),
    ...grants.flatMap(({ resource, place }) => {
      if (!("database" in resource)) return [];
      const key = place.section.isWritten([...place.path, "on"]) ? "on" : "select";
      const table = resource.kind === "table" ? resource.table : undefined;
      return [{ database: resource.database, table, place: below(place, key) }];
    }),
    ...domains.flatMap(({ databases, place }) =>
      databases.map((database) => ({
        database,
        table: undefined,
        place: wordBelow(place, "databases", database),
      })),
    ),
    ...domains.flatMap(({ tables, place }) =>
      tables.map((name) => {
        const [database = "", table] = name.split(".");
        return { database, table, place: wordBelow(place, "tables", name) };
      }),
    ),
    ...exceptions.flatMap(inException),
  ];
}

/**
 * An exception may be about `<database>.<table>[.<column>]`, after a role if it concerns one. Personal data may be in a mart's model that
 * no YAML declares: of its name the schema alone is known.
 */
function inException({ finding, on, place }: AccessDraft["exceptions"][number]): Mention[] {
  const subject = on.split(" ").at(-1) ?? "";
  if (!subject.includes(".")) return [];
  const [database = "", table] = subject.split(".");
  const known = finding === "personal_in_mart" ? undefined : table;
  return [{ database, table: known, place: wordBelow(place, "on", subject) }];
}
