import { isNotApplicable } from "./flag.ts";

/** A comma list or a YAML list as names without blanks around them; absent and `na` are empty. */
export function parseNameList(value: unknown): readonly string[] {
  if (isNotApplicable(value)) return [];
  if (typeof value === "string") return value.split(",").map((name) => name.trim());
  if (Array.isArray(value)) return value.map((name) => String(name).trim());
  return [];
}
