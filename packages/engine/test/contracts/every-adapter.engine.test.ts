import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

// Everything is found by exported names, so that files can move: the contract of the port `BlobStore` is `blobStoreContract`,
// and its adapters are the functions under any `adapters` folder that declare it as their return type.

/** Contracts that are not about one port. */
const otherContracts = ["useCasesContract"];

const engine = join(import.meta.dirname, "../..");
const files = new Map(
  ["src", "test"].flatMap((part) =>
    readdirSync(join(engine, part), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [join(part, path), readFileSync(join(engine, part, path), "utf8")] as const),
  ),
);
const isTest = (path: string) => path.endsWith(".test.ts");
const isIn = (folder: string, path: string) => path.split("/").includes(folder) && !isTest(path);

/** The exported declarations of all files in folders of this name. */
const exported = (folder: string) =>
  [...files].flatMap(([path, text]) =>
    isIn(folder, path)
      ? ts
          .createSourceFile(path, text, ts.ScriptTarget.Latest)
          .statements.filter((node) => ts.canHaveModifiers(node) && isExported(node))
          .map((node) => ({
            node,
            words: (part: ts.Node) => wordsOf(text.slice(part.pos, part.end)),
          }))
      : [],
  );
const isExported = (node: ts.HasModifiers) =>
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
const isImplements = ({ token }: ts.HeritageClause) => token === ts.SyntaxKind.ImplementsKeyword;
const wordsOf = (text: string): string[] => text.match(/\w+/g) ?? [];

/** Interfaces of methods alone; the other types in a port's file are what those methods take and return. */
const ports = new Set(
  exported("ports").flatMap(({ node }) =>
    ts.isInterfaceDeclaration(node) && node.members.every(ts.isMethodSignature)
      ? [node.name.text]
      : [],
  ),
);
const contracts = exported("contracts").flatMap(({ node }) =>
  ts.isFunctionDeclaration(node) && node.name?.text.endsWith("Contract") ? [node.name.text] : [],
);
const contractOf = (port: string) => `${port.charAt(0).toLowerCase()}${port.slice(1)}Contract`;

/** Interfaces that an adapter's own interface extends, by its name. */
const extended = new Map(
  exported("adapters").flatMap(({ node, words }) =>
    ts.isInterfaceDeclaration(node)
      ? [[node.name.text, node.heritageClauses?.flatMap(words) ?? []] as const]
      : [],
  ),
);
/** Exported functions, however they are written, each with the type that it declares to return. */
const functions = exported("adapters").flatMap(({ node, words }) => {
  if (ts.isFunctionDeclaration(node))
    return [{ name: node.name?.text ?? "", type: node.type, words }];
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap(({ name, type, initializer }) => {
    const made = initializer && ts.isArrowFunction(initializer) ? initializer : undefined;
    if (!made && !type) return [];
    return ts.isIdentifier(name) ? [{ name: name.text, type: type ?? made?.type, words }] : [];
  });
});
const adapters = functions.flatMap(({ name: adapter, type, words }) => {
  const named = type ? words(type) : [];
  const returned = named.flatMap((word) => [word, ...(extended.get(word) ?? [])]);
  return returned.filter((word) => ports.has(word)).map((port) => ({ port, adapter }));
});

/** The text of a test and of the files that it imports: one function there may make several adapters, as memoryState does. */
function reachedBy(path: string, text: string): string {
  const imported = [...text.matchAll(/ from "(\.[^"]+)"/g)].map(([, to = ""]) =>
    files.get(join(dirname(path), to)),
  );
  return [text, ...imported].join("\n");
}

test("what adapters export declares what it returns, so that no adapter is overlooked", () => {
  expect(functions.filter(({ type }) => !type).map(({ name }) => name)).toEqual([]);
  const classes = exported("adapters").filter(
    ({ node }) => ts.isClassDeclaration(node) && node.heritageClauses?.some(isImplements),
  );
  expect(classes).toEqual([]);
});

test("a contract is named after the port that it is about", () => {
  const named = [...ports].map(contractOf);
  expect(contracts.filter((contract) => !named.includes(contract))).toEqual(otherContracts);
});

test("a port that two adapters implement has a contract", () => {
  const without = adapters.filter(({ port }) => !contracts.includes(contractOf(port)));
  const shared = without.filter(
    ({ port }, index) => without.findIndex((other) => other.port === port) !== index,
  );
  expect(shared.map(({ port }) => `${contractOf(port)} is missing in test/contracts`)).toEqual([]);
});

test.each(adapters.filter(({ port }) => contracts.includes(contractOf(port))))(
  "$adapter is held to the contract of $port",
  ({ port, adapter }) => {
    const call = new RegExp(`\\b${contractOf(port)}\\(`);
    const tests = [...files].filter(
      ([path, text]) =>
        isTest(path) && call.test(text) && wordsOf(reachedBy(path, text)).includes(adapter),
    );
    expect(
      tests.map(([path]) => path),
      `no test of ${adapter} calls ${contractOf(port)}`,
    ).not.toEqual([]);
  },
);
