import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatProblem } from "../src/problem.ts";
import { readPlatform } from "../src/read-platform.ts";
import { validTexts } from "./check-texts.ts";

export const validFiles = Object.fromEntries(
  Object.entries(validTexts).map(([name, text]) => [`${name}.yaml`, text]),
);

/** A new folder that holds the given files. */
export async function platformFolder(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-config-"));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

/** Every problem of a folder as a user in that folder sees it; warnings when it is valid. */
export async function problemsOf(folder: string): Promise<string[]> {
  const result = await readPlatform(folder, { now: new Date("2026-01-15T12:00:00Z") });
  const problems = result.ok ? result.warnings : result.problems;
  return problems.map((problem) => formatProblem(problem, folder));
}
