import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { fromFiles, readBaseline, toFiles } from "./baseline-files.ts";
import { exampleTemplates } from "./example-templates.ts";
import { lossesBetween, showLoss, type Templates } from "./losses.ts";

const baseline = readBaseline(join(import.meta.dirname, "templates"));
let now: Templates;

beforeAll(async () => {
  now = await exampleTemplates();
});

test("nothing that has a state is replaced or removed", () => {
  const lines = lossesBetween(fromFiles(baseline), now).map(showLoss);
  const accept = "npm run baseline -- --lose <stack>/<logical id> accepts it";
  expect(lines, `A deployed platform would lose what these hold; ${accept}`).toEqual([]);
});

test("the templates of the example are those of the baseline", () => {
  const files = toFiles(now);
  const accept = "look at the difference; if it is meant, npm run baseline accepts it";
  expect(Object.keys(files).sort(), accept).toEqual(Object.keys(baseline));
  for (const [name, text] of Object.entries(files))
    expect(text, `${name} has changed: ${accept}`).toBe(baseline[name]);
});

test("the same folder gives the same templates", async () => {
  expect(toFiles(await exampleTemplates())).toEqual(toFiles(now));
});
