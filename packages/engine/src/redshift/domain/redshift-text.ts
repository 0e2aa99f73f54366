import type { RowSqlDialect } from "../../access/index.ts";
import { PlatformError, quoteName } from "../../core/index.ts";

/** Maximum length of a name in Redshift, in bytes (Redshift database developer guide, "Names and identifiers"). */
const maxBytes = 127;

/** A quoted name of what the platform makes: small letters, digits and underscores, so that no setting changes what it means. */
export function safeName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && Buffer.byteLength(name) <= maxBytes)
    return quoteName(name);
  throw new PlatformError(
    "warehouse_refused",
    `${JSON.stringify(name)} is not a valid name in the warehouse`,
    "use lower-case letters, digits and underscores, no digit first, and at most 127 characters",
  );
}

/**
 * A literal that means the same whether backslashes in it are marks of Redshift or not: where there is one, it is written
 * as `chr(92)`.
 */
export function redshiftText(text: string): string {
  const literal = (part: string) => `'${part.replaceAll("'", "''")}'`;
  if (text.includes("\0"))
    throw new PlatformError(
      "warehouse_refused",
      "a text for the warehouse contains a NUL character",
      "remove it",
    );
  const parts = text.split("\\").map(literal);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(92) || ")})`;
}

/** Row expressions as Redshift reads them; patterns escape by a mark that no setting gives another meaning. */
export const redshift: RowSqlDialect = {
  text: redshiftText,
  escape: { mark: "^", literal: "'^'" },
  double: "DOUBLE PRECISION",
  integerBits: 63,
};
