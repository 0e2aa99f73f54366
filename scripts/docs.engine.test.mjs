import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { capabilities } from "../.dependency-cruiser.mjs";
import { missingFiles } from "./docs/missing-files.mjs";
import { statusProblems, withStatusTable } from "./docs/status-table.mjs";

const files = [
  "e2e/run.test.ts",
  "packages/engine/src/flows/use-cases/run-flow.ts",
  "packages/handlers/src/register-run.ts",
  "packages/handlers/src/register-run.test.ts",
  "packages/infra/src/zones.engine.test.ts",
];
const row = (fields) => ({ part: "Loading", proof: ["e2e/run.test.ts"], ...fields });
const problems = (fields) =>
  statusProblems([row(fields)], { files, scripts: { demo: "node scripts/demo.mjs" } });

test("rows are written between the markers of the page, and nothing else of it changes", () => {
  const page = "# A\n\n<!-- status: how -->\nold\n<!-- /status -->\n\nend\n";
  const written = withStatusTable(page, [row({ runsHere: "yes", synthesized: "" })]);
  expect(written).toMatch(/^# A\n\n<!-- status: how -->\n\| part \|.*\n\| --- \|.*\n/);
  expect(written).toMatch(/\n\| Loading \| yes \| – \| – \| – \|\n<!-- \/status -->\n\nend\n$/);
  expect(withStatusTable(written, [row({ runsHere: "yes" })])).toBe(written);
});

test("a page without markers is no page to write into", () => {
  expect(() => withStatusTable("# A\n", [])).toThrow("README.md has no <!-- status");
});

test("a proof is a test file that exists or an npm script", () => {
  expect(problems({ proof: ["e2e/run.test.ts", "npm run demo"] })).toEqual([]);
  expect(problems({ proof: ["e2e/gone.test.ts"] })).toEqual([
    'docs/status.json: "Loading" names e2e/gone.test.ts as proof, which is neither a test file nor an npm script',
  ]);
  expect(problems({ proof: ["npm run party"] })).toHaveLength(1);
  expect(problems({ proof: ["packages/handlers/src/register-run.ts"] })).toHaveLength(1);
  expect(problems({ proof: [] })).toEqual([expect.stringContaining("has no proof")]);
});

test.each([
  ["runsHere", "packages/handlers/src/register-run.test.ts", "an e2e or engine test"],
  ["synthesized", "e2e/run.test.ts", "a test of packages/infra"],
  ["handlerProven", "e2e/run.test.ts", "a test of packages/handlers"],
])("a yes under %s needs a test of that kind", (column, proof, kind) => {
  const proven = ["e2e/run.test.ts", "packages/infra/src/zones.engine.test.ts"];
  const all = [...proven, "packages/handlers/src/register-run.test.ts"];
  expect(problems({ [column]: "yes, all of it", proof: all })).toEqual([]);
  expect(problems({ [column]: "yes, all of it", proof: [proof] })).toEqual([
    expect.stringContaining(`without ${kind} as proof`),
  ]);
  expect(problems({ [column]: "not yet", proof: [proof] })).toEqual([]);
});

test("what is not there yet says what it comes with, and is reported once that exists", () => {
  expect(problems({ proof: [], arrivesWith: "packages/config/src/jobs" })).toEqual([]);
  expect(problems({ proof: [], arrivesWith: "packages/handlers" })).toEqual([
    expect.stringContaining('is "not yet" there, but packages/handlers exists'),
  ]);
});

test.each([
  ["a path", "`packages/engine/src/flows/use-cases/run-flow.ts`"],
  ["a folder", "`packages/handlers/src/`"],
  ["the end of a path, without extension", "`flows/use-cases/run-flow`"],
  ["a name alone", "`run-flow` calls `register-run.ts`"],
  ["parts left open", "`engine/src/<capability>/use-cases/run-*.ts`"],
  [
    "a link",
    "[code](../packages/handlers/src/register-run.ts#L1), [web](https://example.com/a.md)",
  ],
  [
    "code, words and places that are no files",
    "`npm run`, `queryAs`, `LW2001`, `<state>/elt/a.json`",
  ],
  ["a tree", "```\nflows/\n  use-cases/  run-flow.ts, one verb each\n```"],
])("%s that exists passes", (_, text) => {
  expect(missingFiles(text, files)).toEqual([]);
});

test.each([
  ["`packages/engine/src/gone.ts`", "packages/engine/src/gone.ts"],
  ["`flows/use-cases/run`", "flows/use-cases/run"],
  ["`flow.ts`", "flow.ts"],
  ["`stop-flow` is a use case", "stop-flow"],
  ["`engine/src/<capability>/stop-*.ts`", "engine/src/<capability>/stop-*.ts"],
  ["[code](../packages/gone.md)", "packages/gone.md"],
  ["```\nflows/\n  use-cases/  stop-flow.ts, …\n```", "stop-flow.ts"],
])("in %s something is missing", (text, name) => {
  expect(missingFiles(text, files)).toEqual([name]);
});

test("docs/architecture.md lists the arrows between capabilities", async () => {
  const page = await readFile("docs/architecture.md", "utf8");
  const listed = page.matchAll(/^\| `([\w-]+)` \| ([\w, –-]+) \|/gm);
  const arrows = [...listed].map(([, name, imported]) => [
    name,
    imported === "–" ? [] : imported.split(", "),
  ]);
  expect(Object.fromEntries(arrows)).toEqual(capabilities);
});
