import type { Path } from "./node-at.ts";

/** The value at a path of plain maps and lists; undefined where the path ends early. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step))
      return undefined;
    found = (found as Record<PropertyKey, unknown>)[step];
  }
  return found;
}

/** Removes the value at a path, if there is one. List items become undefined, so that others keep their index. */
export function removeAt(value: unknown, path: Path): void {
  const last = path.at(-1);
  const parent = valueAt(value, path.slice(0, -1));
  if (last === undefined || typeof parent !== "object" || parent === null) return;
  if (!Object.hasOwn(parent, last)) return;
  if (Array.isArray(parent)) parent[Number(last)] = undefined;
  else delete (parent as Record<PropertyKey, unknown>)[last];
}
