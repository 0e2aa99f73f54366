const externalSuffix = "_ext";
const currentSuffix = "_current";

/** Characters by which the schemas of a database are longer than its name. */
export const maxSchemaSuffixLength = Math.max(externalSuffix.length, currentSuffix.length);

/** Schema of a catalog database's registered tables, on every engine: every row of every day, as loaded. */
export function externalSchema(database: string): string {
  return `${database}${externalSuffix}`;
}

/** Schema of a catalog database's tables as they are at the source now. */
export function currentSchema(database: string): string {
  return `${database}${currentSuffix}`;
}

/** Schemas in which queries find every row of every day: the catalog's own name of the database, as Athena reads it, and `_ext`. */
export function everyVersionSchemas(database: string): readonly string[] {
  return [database, externalSchema(database)];
}

/** The schemas under which `query --tables` lists a catalog database's tables. */
export function lakeSchemas(database: string): readonly string[] {
  return [externalSchema(database), currentSchema(database)];
}

/** Every schema that names a catalog database's tables anywhere: what each command takes. */
export function everySchema(database: string): readonly string[] {
  return [...everyVersionSchemas(database), currentSchema(database)];
}

/** The catalog database that one of its schemas shows; a schema of the warehouse is a database of its own. */
export function databaseOfSchema(schema: string): string {
  const suffix = [externalSuffix, currentSuffix].find((one) => schema.endsWith(one)) ?? "";
  return schema.slice(0, schema.length - suffix.length);
}
