import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { checkTexts, type Texts } from "../../test/check-texts.ts";
import type { Problem } from "../problem.ts";

const example = join(import.meta.dirname, "../../../../examples/gtm");
const texts = Object.fromEntries(
  readdirSync(example)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name.replace(/\.yaml$/, ""), readFileSync(join(example, name), "utf8")]),
) as Texts;

/** A place of a file that names a column of a table. */
interface Named {
  readonly file: "access" | "warehouse";
  readonly table: string;
  readonly column: string;
  readonly offset: number;
}

const named = [...inAccess(), ...inVault()];

/** A catalog that has the columns that the example names, and no others. */
const tables = new Map<string, string[]>();
for (const { table, column } of named)
  tables.set(table, [...new Set([...(tables.get(table) ?? []), column])]);
const knownColumns = { environment: "local", tables };

const problemsOf = (changed: Texts): readonly Problem[] => {
  const result = checkTexts({ ...texts, ...changed }, knownColumns);
  return result.ok ? result.warnings : result.problems;
};

test("the example names columns in many places, and all of them exist", () => {
  expect(named.length).toBeGreaterThan(250);
  expect(problemsOf({})).toEqual([]);
});

test("a slip in any of them is a problem at its line and column", () => {
  const seen = named.map(({ file, table, column, offset }) => {
    const text = texts[file] ?? "";
    const slip = `${column.slice(0, -1)}q${column.slice(-1)}`;
    const changed = text.slice(0, offset) + slip + text.slice(offset + column.length);
    const line = text.slice(0, offset).split("\n").length;
    const at = offset - text.lastIndexOf("\n", offset - 1);
    const found = problemsOf({ [file]: changed }).some(
      (problem) =>
        ["LW1650", "LW1652", "LW1725"].includes(problem.code) &&
        problem.line === line &&
        problem.column === at &&
        problem.message.includes(slip),
    );
    return found ? "found" : `${file}.yaml:${line}:${at} ${table} ${slip}`;
  });
  expect(new Set(seen)).toEqual(new Set(["found"]));
});

function inAccess(): Named[] {
  const document = parseDocument(texts.access ?? "");
  const filters = ["access", "filters"];
  const entries = [
    ...["assign", "grants", "masks", "tests"].flatMap((part) =>
      items(document.getIn(["access", part])),
    ),
    ...items(document.getIn(filters)),
  ];
  return entries.flatMap((entry) => {
    const table = String(scalar(entry, "on") ?? scalar(entry, "select") ?? "");
    const lists = ["columns", "except", "hides"].flatMap((key) => items(child(entry, key)));
    const rows = child(entry, "rows");
    return [
      ...lists.map((node) => nameAt("access", table, node)),
      ...(isScalar(rows) ? inRows(table, rows) : []),
    ];
  });
}

function inVault(): Named[] {
  const vault = parseDocument(texts.warehouse ?? "").getIn(["warehouse", "vault"]);
  const feeds = new Map<string, string>();
  const keys = [
    ...pairs(child(vault, "hubs")).flatMap(([name, hub]) =>
      items(child(hub, "sources")).map((source) => {
        feeds.set(`hub ${name}`, String(scalar(source, "table")));
        return nameAt("warehouse", String(scalar(source, "table")), child(source, "key"));
      }),
    ),
    ...pairs(child(vault, "links")).flatMap(([name, link]) => {
      feeds.set(`link ${name}`, String(scalar(link, "table")));
      return pairs(child(link, "ends")).map(([, end]) =>
        nameAt("warehouse", String(scalar(link, "table")), child(end, "key")),
      );
    }),
  ];
  const satellites = pairs(child(vault, "satellites")).flatMap(([, satellite]) => {
    const parent = ["hub", "link"].map((kind) => `${kind} ${scalar(satellite, kind)}`);
    const table = parent.flatMap((each) => feeds.get(each) ?? [])[0] ?? "";
    return items(child(satellite, "columns")).map((node) => nameAt("warehouse", table, node));
  });
  return [...keys, ...satellites];
}

function inRows(table: string, rows: Node): Named[] {
  const start = rows.range?.[0] ?? 0;
  const text = (texts.access ?? "").slice(start, rows.range?.[1]);
  return [...text.matchAll(/([a-z_]+) (?:=|!=|IN|LIKE|IS|BETWEEN)/g)].map(
    ({ index, 1: column = "" }) => ({ file: "access", table, column, offset: start + index }),
  );
}

function nameAt(file: Named["file"], table: string, node: unknown): Named {
  if (!isScalar(node)) throw new Error(`${file}.yaml has a list where a name is expected`);
  return { file, table, column: String(node.value), offset: node.range?.[0] ?? 0 };
}

function items(node: unknown): unknown[] {
  if (isSeq(node)) return node.items;
  return isMap(node) ? node.items.map(({ value }) => value) : [];
}

function pairs(node: unknown): [string, unknown][] {
  return isMap(node) ? node.items.map(({ key, value }) => [String(key), value]) : [];
}

function child(node: unknown, key: string): unknown {
  return isMap(node) ? node.get(key, true) : undefined;
}

function scalar(node: unknown, key: string): unknown {
  const found = child(node, key);
  return isScalar(found) ? found.value : undefined;
}
