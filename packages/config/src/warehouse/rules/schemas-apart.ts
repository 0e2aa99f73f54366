import { currentSchema } from "../../names/schema-names.ts";
import type { Place } from "../../source/place.ts";
import { aboutWarehouse } from "./warehouse-rule.ts";

/** Each schema has one writer: a project's staging, its vault, one mart, or an external schema; never the lake's own names. */
export const schemasApart = aboutWarehouse((warehouse, report) => {
  const { projects, vault, marts, externalSchemas, catalogs } = warehouse;
  const databases = catalogs.flatMap(({ tables }) => [...tables.values()]);
  const owners = new Map<string, string>();
  for (const { database } of databases)
    owners.set(currentSchema(database), `the current rows of ${database}`);
  // The catalog registers tables of the warehouse under their schema, beside the lake's databases.
  const inCatalog = new Set(databases.map(({ database }) => database));
  const claim = (schema: string, by: string, place: Place) => {
    if (inCatalog.has(schema) && !by.startsWith("external"))
      report({
        code: "LW1710",
        place,
        message: `schema ${schema}, of ${by}, is a database of the lake`,
        hint: "rename it",
      });
    const other = owners.get(schema);
    if (other === undefined) owners.set(schema, by);
    else if (other !== by)
      report({
        code: "LW1710",
        place,
        message: `schema ${schema} is written by ${other} and by ${by}`,
        hint: "rename one",
      });
  };
  for (const { name, place } of externalSchemas) claim(name, `external schema ${name}`, place);
  if (vault) claim(vault.rawSchema, "the raw vault", vault.place);
  if (vault) claim(vault.businessSchema, "the business vault", vault.place);
  for (const { name, schema, place } of marts) claim(schema, `mart ${name}`, place);
  for (const { name, stagingSchema, schemas, place } of projects) {
    claim(stagingSchema, `the staging of project ${name}`, place);
    for (const schema of schemas) claim(schema, `project ${name}`, place);
  }
});
