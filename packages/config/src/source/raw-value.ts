/** A map that was read, or an empty one for anything else. */
export function plainMap(value: unknown): Readonly<Record<string, unknown>> {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap ? (value as Record<string, unknown>) : {};
}

/** The text entries of a map. */
export function textMap(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(plainMap(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}

/** A text that was read; undefined for anything else. */
export function optionalText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number that was read; undefined for anything else. */
export function optionalNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
