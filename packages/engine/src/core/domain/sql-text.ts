/** `"name"`, safe whatever the name holds. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `'text'`, safe whatever the text holds; NUL, which ends a statement's text, is written as `chr(0)`. */
export function quoteText(text: string): string {
  const parts = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(0) || ")})`;
}

/** `['a', 'b']` */
export function textList(texts: readonly string[]): string {
  return `[${texts.map(quoteText).join(", ")}]`;
}
