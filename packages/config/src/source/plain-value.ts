import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { ProblemCode } from "../problem-codes.ts";
import { showValue } from "../show-value.ts";

/** A problem of the YAML itself, at an offset into the text. */
export interface YamlFinding {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

const maxDepth = 50;
const maxAliasedNodes = 10_000;
const maxFindings = 100;
const maxTextLength = 16_384;
const neverAllowed = new Set(["__proto__"]);

interface Walk {
  readonly findings: YamlFinding[];
  readonly anchors: Map<string, Node>;
  /** Nodes that contain the present one: an alias to one of them is a circle. */
  readonly open: Set<Node>;
  aliasedNodes: number;
  insideAlias: number;
}

/**
 * Turns a YAML tree into plain values: maps without a prototype, lists, text, numbers, booleans, null.
 * Whatever is refused (circles, bombs, merge keys, duplicate keys) is left out and listed.
 */
export function plainValue(root: Node | null): {
  value: unknown;
  findings: readonly YamlFinding[];
} {
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
    if (node.value.length <= maxTextLength) return node.value;
    return refuse(walk, node, {
      code: "LW1004",
      message: `text of more than ${maxTextLength} characters`,
    });
  }
  if (!isMap(node) && !isSeq(node)) return null;
  if (depth >= maxDepth)
    return refuse(walk, node, { code: "LW1011", message: `more than ${maxDepth} levels deep` });
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
      refuse(walk, key, {
        code: "LW1007",
        message: `duplicate key ${showValue(name)}`,
        hint,
      });
      continue;
    }
    entries[name] = plain(value, walk, depth + 1);
  }
  return entries;
}

/** The text of a key, or undefined (and a finding) when it cannot be one. */
function keyName(key: unknown, walk: Walk): string | undefined {
  if (!isScalar(key)) {
    refuse(walk, key, { code: "LW1012", message: "a key must be plain text" });
    return undefined;
  }
  if (key.anchor !== undefined) walk.anchors.set(key.anchor, key);
  const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  if (name.length > maxTextLength) {
    refuse(walk, key, {
      code: "LW1004",
      message: `a key of more than ${maxTextLength} characters`,
    });
    return undefined;
  }
  if (name === "<<") {
    const hint = "give the keys in full, or as defaults of the flow class";
    refuse(walk, key, { code: "LW1010", message: "merge keys are not supported", hint });
    return undefined;
  }
  if (neverAllowed.has(name)) {
    refuse(walk, key, { code: "LW1012", message: `"${name}" cannot be a key` });
    return undefined;
  }
  return name;
}

function plainAlias(node: Node & { source: string }, walk: Walk, depth: number): unknown {
  const target = walk.anchors.get(node.source);
  const hint = "put text that starts with * in quotes";
  if (target === undefined)
    return refuse(walk, node, {
      code: "LW1009",
      message: "no anchor is defined above this alias",
      hint,
    });
  if (walk.open.has(target))
    return refuse(walk, node, { code: "LW1009", message: "this alias contains itself" });
  if (walk.aliasedNodes > maxAliasedNodes)
    return refuse(walk, node, {
      code: "LW1009",
      message: "aliases expand to more than 10,000 values",
    });
  walk.insideAlias++;
  const value = plain(target, walk, depth + 1);
  walk.insideAlias--;
  return value;
}

/** Notes what is wrong with a node, whose value is null then. */
function refuse(walk: Walk, node: unknown, finding: Omit<YamlFinding, "offset">): null {
  if (walk.findings.length >= maxFindings) return null;
  const offset = (node as Node | null)?.range?.[0] ?? 0;
  walk.findings.push({ ...finding, offset });
  return null;
}
