import { resolve } from "node:path";
import { checkPlatform, type PlatformResult, type ReadOptions } from "./check-platform.ts";
import { readSections } from "./source/read-sections.ts";

/**
 * Reads a platform folder: a valid platform with warnings, or every problem (warnings included) with its
 * file, line and column, sorted. Never throws for what the folder holds, follows links but reads no file
 * that is not a regular one, and never repeats text that is given in place of a secret.
 */
export async function readPlatform(
  folder: string,
  options: ReadOptions = {},
): Promise<PlatformResult> {
  const root = resolve(folder);
  return checkPlatform(await readSections(root), root, options);
}
