import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { ProblemCode } from "../problem-codes.ts";
import { showValue } from "../show-value.ts";

/** A problem of the YAML itself, at an offset into the text. */
export interface Finding {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

const deepest = 50;
const mostAliasedNodes = 10_000;
const mostFindings = 100;
const longestText = 16_384;
const neverAllowed = new Set(["__proto__"]);

interface Walk {
  readonly findings: Finding[];
  readonly anchors: Map<string, Node>;
  /** Nodes that contain the present one: an alias to one of them is a circle. */
  readonly open: Set<Node>;
  aliasedNodes: number;
  insideAlias: number;
}

/**
 * Turns a YAML tree into plain values: maps without a prototype, lists, text, numbers, booleans, null.
 * What is refused (circles, bombs, merge keys, keys twice) is left out and listed.
 */
export function plainValue(root: Node | null): { value: unknown; findings: readonly Finding[] } {
  const walk: Walk = {
    findings: [],
    anchors: new Map(),
    open: new Set(),
    aliasedNodes: 0,
    insideAlias: 0,
  };
  return { value: plain(root, walk, 0), findings: walk.findings };
}

function plain(node: unknown, walk: Walk, depth: number): unknown {
  if (walk.insideAlias > 0) walk.aliasedNodes++;
  if (isAlias(node)) return plainAlias(node, walk, depth);
  if (isScalar(node)) {
    if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
    if (typeof node.value !== "string")
      return typeof node.value === "bigint" ? Number(node.value) : node.value;
    if (node.value.length <= longestText) return node.value;
    return refuse(walk, "LW1004", node, `text of more than ${longestText} characters`);
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (depth >= deepest) return refuse(walk, "LW1011", node, `more than ${deepest} levels deep`);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  walk.open.add(node);
  const value = isMap(node)
    ? plainMap(node, walk, depth)
    : node.items.map((item) => plain(item, walk, depth + 1));
  walk.open.delete(node);
  return value;
}

function plainMap(map: YAMLMap, walk: Walk, depth: number): unknown {
  const entries: Record<string, unknown> = Object.create(null);
  for (const { key, value } of map.items) {
    const name = keyName(key, walk);
    if (name === undefined) continue;
    if (Object.hasOwn(entries, name)) {
      const hint = "remove one of the two, or merge them";
      refuse(walk, "LW1007", key, `the key ${showValue(name)} stands twice`, hint);
      continue;
    }
    entries[name] = plain(value, walk, depth + 1);
  }
  return entries;
}

/** The text of a key, or undefined (and a finding) when it cannot be one. */
function keyName(key: unknown, walk: Walk): string | undefined {
  if (!isScalar(key)) {
    refuse(walk, "LW1012", key, "a key must be plain text");
    return undefined;
  }
  if (key.anchor !== undefined) walk.anchors.set(key.anchor, key);
  const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  if (name.length > longestText) {
    refuse(walk, "LW1004", key, `a key of more than ${longestText} characters`);
    return undefined;
  }
  if (name === "<<") {
    const hint = "give the keys in full, or as defaults of the flow class";
    refuse(walk, "LW1010", key, "merge keys are not supported", hint);
    return undefined;
  }
  if (neverAllowed.has(name)) {
    refuse(walk, "LW1012", key, `"${name}" cannot be a key`);
    return undefined;
  }
  return name;
}

function plainAlias(node: Node & { source: string }, walk: Walk, depth: number): unknown {
  const target = walk.anchors.get(node.source);
  const hint = "put text that starts with * in quotes";
  if (target === undefined)
    return refuse(walk, "LW1009", node, "no anchor stands above for this alias", hint);
  if (walk.open.has(target)) return refuse(walk, "LW1009", node, "this alias contains itself");
  if (walk.aliasedNodes > mostAliasedNodes)
    return refuse(walk, "LW1009", node, "aliases expand to more than 10,000 values");
  walk.insideAlias++;
  const value = plain(target, walk, depth + 1);
  walk.insideAlias--;
  return value;
}

function refuse(
  walk: Walk,
  code: ProblemCode,
  node: unknown,
  message: string,
  hint?: string,
): null {
  if (walk.findings.length >= mostFindings) return null;
  const offset = (node as Node | null)?.range?.[0] ?? 0;
  walk.findings.push(hint ? { code, offset, message, hint } : { code, offset, message });
  return null;
}
