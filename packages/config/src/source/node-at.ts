import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { YamlFile } from "./yaml-file.ts";

export type Path = readonly PropertyKey[];

/** What stands at a path: the value, the key before it (unless a list item), and how deep it was found. */
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
    const next = child(found.value, step, found.depth + 1, document);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

type AnyDocument = YamlFile["document"];

function child(
  parent: Node | undefined,
  step: PropertyKey,
  depth: number,
  document: AnyDocument,
): Found | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
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
