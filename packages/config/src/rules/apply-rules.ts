import { newProblem, type Problem } from "../problem.ts";
import type { PlatformDraft } from "../sections/platform-draft.ts";
import { rules } from "../sections/section-rules.ts";
import type { Report } from "./rule.ts";

const mostFindings = 5000;

/** Lets every rule judge the draft. A fault that shows in several environments is one problem. */
export function judge(draft: PlatformDraft): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const report: Report = (code, { section, path, aim }, message, hint) => {
    const id = [code, section.name, message, ...path.map(String)].join("\0");
    if (seen.has(id) || seen.size >= mostFindings) return;
    seen.add(id);
    problems.push(newProblem(code, section.position(path, aim), message, hint));
  };
  for (const rule of rules) rule(draft, report);
  return problems;
}
