/** An expression of polyglot's syntax tree: one key, its kind, over the body. */
export interface Expression {
  readonly kind: string;
  readonly body: Body;
}

/** Untyped on purpose: the tree has some 900 kinds, and those that are not known must be met without harm. */
export type Body = Readonly<Record<string, unknown>>;

/** The value as an expression; undefined where it is none, such as a flag, a text or a list. */
export function expressionIn(value: unknown): Expression | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return undefined;
  const [kind, body] = entry;
  if (body === null) return { kind, body: {} };
  return typeof body === "object" && !Array.isArray(body)
    ? { kind, body: body as Body }
    : undefined;
}

/** An identifier, lower case: DuckDB compares names so whether quoted or not, and Redshift folds them so. */
export function nameIn(value: unknown): string | undefined {
  if (typeof value === "string") return value.toLowerCase();
  const name = (value as { readonly name?: unknown } | null | undefined)?.name;
  return typeof name === "string" ? name.toLowerCase() : undefined;
}

export function namesIn(value: unknown): string[] {
  return listIn(value).flatMap((each) => nameIn(each) ?? []);
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
