import { resolve } from "node:path";
import { draftPlatform } from "./draft/draft-platform.ts";
import { toPlatform } from "./output/to-platform.ts";
import type { Platform } from "./platform.ts";
import { newProblem, type Problem, sortProblems } from "./problem.ts";
import { judge } from "./rules/judge.ts";
import { checkSection } from "./schema/check-section.ts";
import { readSections } from "./source/read-sections.ts";

export type PlatformResult =
  | { readonly ok: true; readonly platform: Platform; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ReadOptions {
  /** What "in the future" is measured by. Default: now. */
  readonly now?: Date;
}

/**
 * Reads a platform folder: a valid platform with warnings, or every problem (warnings included) with its
 * file, line and column, sorted. Never throws for what the folder holds, reads nothing outside it, and
 * never repeats text that stands where a secret belongs.
 */
export async function readPlatform(
  folder: string,
  { now = new Date() }: ReadOptions = {},
): Promise<PlatformResult> {
  const root = resolve(folder);
  const { sections, problems } = await readSections(root);
  for (const section of Object.values(sections)) problems.push(...checkSection(section));
  const { platform, ...others } = sections;
  if (platform === undefined) return failed(problems);
  const draft = draftPlatform({ platform, ...others }, root, now);
  problems.push(...judge(draft));
  if (problems.some(({ severity }) => severity === "error")) return failed(problems);
  return { ok: true, platform: toPlatform(draft), warnings: sortProblems(problems) };
}

const mostProblems = 1000;

function failed(problems: readonly Problem[]): PlatformResult {
  const sorted = sortProblems(problems);
  const [next] = sorted.slice(mostProblems);
  if (next === undefined) return { ok: false, problems: sorted };
  const message = `${sorted.length - mostProblems} more problems are not listed`;
  const more = newProblem("LW1020", next, message, "solve some of those above first");
  return { ok: false, problems: [...sorted.slice(0, mostProblems), more] };
}
