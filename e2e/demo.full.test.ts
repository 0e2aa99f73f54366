import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("the demo runs to its end, and the last question is answered differently for each role", () => {
  const root = join(import.meta.dirname, "..");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/demo.mjs"], {
    cwd: root,
    encoding: "utf8",
  });
  expect([status, stderr.includes("the demo stopped")]).toEqual([0, false]);
  expect(stdout).toMatch(/Done in \d+ s/);
  const answers = stdout.split("$ lakewright query --as ").slice(1);
  expect(answers.map((answer) => answer.split(" ")[0])).toEqual([
    "country_manager_de",
    "country_manager_fr",
    "analyst",
  ]);
  expect(answers.map(rowsOf)).toEqual([1, 1, 3]);
});

/** Lines between a table's rule and the empty line after it. */
function rowsOf(answer: string): number {
  const lines = answer.split("\n");
  const first = lines.findIndex((line) => line.startsWith("─")) + 1;
  return lines.slice(first).indexOf("");
}
