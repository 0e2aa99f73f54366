import type { Reference } from "../values/reference.ts";
import type { Environment } from "./platform.ts";

/** Names of the secrets that an environment needs, each once, in order. */
export function secretNames({ connections, lineage }: Environment): readonly string[] {
  return [...new Set(namesIn([connections, lineage]))].sort();
}

function namesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { from, name } = value as Partial<Reference>;
  if (from === "secret" && name !== undefined) return [name];
  return Object.values(value).flatMap(namesIn);
}
