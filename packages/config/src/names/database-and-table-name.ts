/** Redshift's limit, the shortest of all engines, in bytes. */
export const maxIdentifierLength = 127;

/** Name of the catalog's database (in Glue on AWS) that holds the tables of a connection. */
export function databaseName(connection: string): string {
  return identifierOf(connection);
}

/** Name of the catalog's table that holds the records of an object. */
export function tableName(object: string): string {
  return identifierOf(object);
}

/**
 * The SQL and catalog identifier of a name: lower case, `_` for all that is neither letter nor digit,
 * and `n_` before a digit at the start, which SQL refuses. Always matches `[a-z_][a-z0-9_]*`.
 */
function identifierOf(name: string): string {
  const folded = name.toLowerCase().replace(/[^a-z0-9_]/g, "_");
  return /^\d/.test(folded) ? `n_${folded}` : folded;
}
