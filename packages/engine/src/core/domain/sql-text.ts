declare const isSql: unique symbol;

/**
 * Text that is SQL. Only the functions of this file make it, so that a name or a value does not get into a statement unquoted:
 * `sql` takes no plain string.
 */
export type Sql = string & { readonly [isSql]: true };

/** Takes text for SQL without looking at it: for keywords and types that the code itself lists. */
export function trustedSql(text: string): Sql {
  return text as Sql;
}

/** Composes SQL: sql`SELECT ${quoteName(column)} LIMIT ${10}`. */
export function sql(texts: TemplateStringsArray, ...parts: readonly (Sql | number)[]): Sql {
  return trustedSql(String.raw({ raw: texts }, ...parts));
}

export function joinSql(parts: readonly Sql[], separator: string): Sql {
  return trustedSql(parts.join(separator));
}

/** `"name"`, safe whatever the name holds. */
export function quoteName(name: string): Sql {
  return trustedSql(`"${name.replaceAll('"', '""')}"`);
}

/** `'text'`, safe whatever the text holds; NUL, which ends a statement's text, is written as `chr(0)`. */
export function quoteText(text: string): Sql {
  const parts = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return trustedSql(parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(0) || ")})`);
}

/** `['a', 'b']` */
export function textList(texts: readonly string[]): Sql {
  return sql`[${joinSql(texts.map(quoteText), ", ")}]`;
}
