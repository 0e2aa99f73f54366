import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkStatement } from "../../src/query/adapters/gate/check-statement.ts";
import type { GateParser } from "../../src/query/adapters/gate/parse-statement.ts";
import { limitedParser } from "../../src/query/adapters/governed/limited-parse.ts";
import { bundledChild } from "./bundled-child.ts";
import { forbiddenRelations, positions } from "./positions.ts";

let folder: string;
let parser: GateParser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-positions-"));
  parser = limitedParser({ childFile: await bundledChild(folder) });
});
afterAll(async () => {
  await parser.close();
  await rm(folder, { recursive: true });
});

const granted = new Set(["ok.t", "ok.u"]);

async function verdict(position: string, relation: string) {
  return checkStatement(parser, position.replaceAll("$R", relation), granted);
}

test.each(positions)("a granted relation is admitted in %s", async (position) => {
  const result = await verdict(position, "ok.u");
  expect(result).toMatchObject({ allowed: true });
  expect(result.allowed && [...result.relations]).toContain("ok.u");
});

// Every place by every relation; the full run repeats it through the whole path.
test.each(forbiddenRelations)("%s is refused in every place", async (relation) => {
  const admitted: string[] = [];
  for (const position of positions)
    if ((await verdict(position, relation)).allowed) admitted.push(position);
  expect(admitted).toEqual([]);
});
