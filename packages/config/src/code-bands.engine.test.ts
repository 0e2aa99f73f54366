import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CodeBand, codeBands } from "../test/code-bands.ts";

const root = join(import.meta.dirname, "../../..");
const bands: readonly CodeBand[] = Object.values(codeBands);

test("docs/architecture.md lists the bands", async () => {
  const text = await readFile(join(root, "docs/architecture.md"), "utf8");
  const rows = bands.map(
    ({ first, last, about, registeredIn }) =>
      `| \`LW${first}\`–\`LW${last}\` | ${about} | ${registeredIn} |`,
  );
  expect(text).toContain(`${rows.join("\n")}\n`);
});

test("every code in the sources of the packages lies in a band", async () => {
  const files = await readdir(join(root, "packages"), { recursive: true });
  const sources = files.filter((file) => /^[^/]+\/src\/.*(?<!\.test)\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  const stray: string[] = [];
  for (const file of sources) {
    const text = await readFile(join(root, "packages", file), "utf8");
    for (const [code, digits] of text.matchAll(/\bLW(\d{4,})\b/g)) {
      const number = Number(digits);
      if (!bands.some(({ first, last }) => number >= first && number <= last))
        stray.push(`${file}: ${code}`);
    }
  }
  expect(stray).toEqual([]);
});
