export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, empty if it is anything else: no server is trusted to send a certain shape. */
export function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text; empty if it is anything else. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value as a whole number from zero up, also where it is text; undefined if it is anything else. */
export function asCount(value: unknown): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return Number.isSafeInteger(number) && Number(number) >= 0 ? Number(number) : undefined;
}

/** The parsed text, undefined if it is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
