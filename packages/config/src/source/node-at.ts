import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { YamlFile } from "./yaml-file.ts";

export type Path = readonly PropertyKey[];

/** The value at a path, its key (unless it is a list item), and how much of the path exists. */
export interface Found {
  readonly value: Node | undefined;
  readonly key: Node | undefined;
  /** Equal to the path's length when all of it exists. */
  readonly depth: number;
}

/** Follows a path through the file's tree, aliases included, as far as it exists. */
export function nodeAt({ document }: YamlFile, path: Path): Found {
  let found: Found = { value: document.contents ?? undefined, key: undefined, depth: 0 };
  for (const step of path) {
    const next = child(found, step, document);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function child(
  parent: Found,
  step: PropertyKey,
  document: YamlFile["document"],
): Found | undefined {
  const depth = parent.depth + 1;
  const node = isAlias(parent.value) ? parent.value.resolve(document) : parent.value;
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { value: item, key: undefined, depth } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && keyText(key) === step);
  return pair && { value: nodeOrNone(pair.value), key: nodeOrNone(pair.key), depth };
}

function keyText(key: { value: unknown; source?: string }): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function nodeOrNone(node: Pair["key"]): Node | undefined {
  return isNode(node) ? node : undefined;
}
