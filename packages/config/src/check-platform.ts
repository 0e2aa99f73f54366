import type { KnownColumns } from "./known-columns.ts";
import { newProblem, type Problem, sortProblems } from "./problem.ts";
import { applyRules } from "./sections/apply-rules.ts";
import { checkSection } from "./sections/check-section.ts";
import { draftPlatform } from "./sections/draft-platform.ts";
import type { Platform } from "./sections/platform.ts";
import { toPlatform } from "./sections/to-platform.ts";
import type { SectionsResult } from "./source/parse-sections.ts";

export interface ReadOptions {
  /** The time that "in the future" is relative to. Default: now. */
  readonly now?: Date;
  /** What the catalog holds, to check the names of columns by; undefined = they are not checked. */
  readonly knownColumns?: KnownColumns | undefined;
}

export type PlatformResult =
  | { readonly ok: true; readonly platform: Platform; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks what was read: by the schemas first, then by every rule over what they left. */
export function checkPlatform(
  read: SectionsResult,
  folder: string,
  { now = new Date(), knownColumns }: ReadOptions = {},
): PlatformResult {
  const { platform, ...others } = read.sections;
  const problems = [...read.problems, ...schemaFindings(read)];
  if (platform === undefined) return failed(problems);
  const { incomplete } = read;
  const draft = draftPlatform({ platform, ...others }, { incomplete, folder, now, knownColumns });
  problems.push(...applyRules(draft));
  if (problems.some(({ severity }) => severity === "error")) return failed(problems);
  return { ok: true, platform: toPlatform(draft), warnings: sortProblems(problems) };
}

/** Problems that the schemas find, except on lines whose YAML was refused: nothing is left of those. */
function schemaFindings({ sections, problems }: SectionsResult): Problem[] {
  const refused = new Set(problems.map(lineOf));
  const found = Object.values(sections).flatMap(checkSection);
  return found.filter((problem) => problem.code === "LW1101" || !refused.has(lineOf(problem)));
}

function lineOf({ file, line }: Problem): string {
  return `${file}\0${line}`;
}

const maxProblems = 1000;

function failed(problems: readonly Problem[]): PlatformResult {
  const sorted = sortProblems(problems);
  const next = sorted[maxProblems];
  if (next === undefined) return { ok: false, problems: sorted };
  const message = `${sorted.length - maxProblems} more problems are not listed`;
  const more = newProblem({
    code: "LW1020",
    at: next,
    message,
    hint: "solve some of those above first",
  });
  return { ok: false, problems: [...sorted.slice(0, maxProblems), more] };
}
