import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TracedStatement } from "../../domain/traced-column.ts";
import { polyglotLineage } from "./polyglot-lineage.ts";

const folder = join(import.meta.dirname, "../../../../test/lineage");
const known: Readonly<Record<string, readonly string[]>> = {
  "s.t": ["id", "a", "b", "c"],
  "s.u": ["id", "x", "y"],
};
const lineage = polyglotLineage();

interface Golden {
  readonly name: string;
  readonly engine: "duckdb" | "redshift";
  readonly expected: readonly string[];
  readonly sql: string;
}

/** Cases follow one another: `-- # name`, a line for each output column, the statement. */
function goldens(file: string): Golden[] {
  const [, ...cases] = `\n${readFileSync(join(folder, file), "utf8")}`.split("\n-- # ");
  return cases.map((text) => {
    const [name = "", ...lines] = text.split("\n");
    const notes = lines.filter((line) => line.startsWith("-- ")).map((line) => line.slice(3));
    const onRedshift = notes.includes("engine: redshift");
    return {
      name,
      engine: onRedshift ? "redshift" : "duckdb",
      expected: notes.filter((note) => !note.startsWith("engine: ")),
      sql: lines.filter((line) => !line.startsWith("-- ")).join("\n"),
    };
  });
}

function shown(traced: TracedStatement): string[] {
  if ("refused" in traced) return [`refused: ${traced.refused}`];
  return traced.columns.map(({ name, sources, unknown }) => {
    if (unknown !== undefined) return `${name} ? ${unknown}`;
    const texts = sources.map(
      ({ relation, column, through }) =>
        `${relation}.${column}${through.length > 0 ? ` through ${through.join(", ")}` : ""}`,
    );
    return `${name} < ${texts.join(" + ") || "constant"}`;
  });
}

/** Refused statements and unknown columns are compared by a part of the reason. */
function agrees(found: string, expected: string): boolean {
  const [head, reason] = expected.split(/ \? |refused: /);
  if (reason === undefined) return found === expected;
  return found.startsWith(head || "refused: ") && found.includes(reason);
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".sql")))
  describe(file.replace(".sql", ""), () => {
    test.each(goldens(file))("$name", async ({ engine, expected, sql }) => {
      const found = shown(await lineage.trace(sql, engine, (relation) => known[relation]));
      const same =
        found.length === expected.length &&
        found.every((line, at) => agrees(line, expected[at] ?? ""));
      expect(same ? expected : found).toEqual(expected);
    });
  });

test("there are enough cases that a change of the parser is noticed", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  expect(files.flatMap(goldens).length).toBeGreaterThanOrEqual(40);
});
