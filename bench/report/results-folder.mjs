import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../setup/root.mjs";

const fileOf = (name) => join(root, "bench/results", `${name}.json`);

/** Keeps a bench's result in place of the one before. */
export async function keepResult(result) {
  await writeFile(fileOf(result.name), `${JSON.stringify(result, null, 2)}\n`);
}

/** The kept results, in the benches' order; those never measured are left out. */
export async function keptResults(benches) {
  const results = [];
  for (const { name } of benches) {
    try {
      results.push(JSON.parse(await readFile(fileOf(name), "utf8")));
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return results;
}
