/** Redshift's limit, the shortest of all engines, in bytes. */
export const maxIdentifierLength = 127;

/**
 * The SQL and catalog identifier of a name: lower case, `_` for all that is neither letter nor digit,
 * and `n_` before a digit at the start, which SQL refuses. Always matches `[a-z_][a-z0-9_]*`.
 */
export function identifierOf(name: string): string {
  const folded = name.toLowerCase().replace(/[^a-z0-9_]/g, "_");
  return /^\d/.test(folded) ? `n_${folded}` : folded;
}
