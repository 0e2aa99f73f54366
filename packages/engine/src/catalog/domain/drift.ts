import { columnTypeOf, type FieldDescription } from "../../sources/index.ts";

/** A difference between what a source describes now and what it described at the last successful run. */
export interface Drift {
  readonly change: "added" | "removed" | "type_changed";
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Differences in stored types, by field name; a change between two types that are stored alike is none. */
export function fieldDrift(
  before: readonly FieldDescription[],
  after: readonly FieldDescription[],
): readonly Drift[] {
  const was = new Map(before.map((field) => [field.name.toLowerCase(), field]));
  const is = new Map(after.map((field) => [field.name.toLowerCase(), field]));
  const drift: Drift[] = [];
  for (const [key, { name, type }] of is) {
    const old = was.get(key);
    if (!old) drift.push({ change: "added", field: name, before: undefined, after: type });
    else if (columnTypeOf(old.type).hive !== columnTypeOf(type).hive)
      drift.push({ change: "type_changed", field: name, before: old.type, after: type });
  }
  for (const [key, { name, type }] of was)
    if (!is.has(key))
      drift.push({ change: "removed", field: name, before: type, after: undefined });
  return drift;
}
