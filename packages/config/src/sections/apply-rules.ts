import { newProblem, type Problem } from "../problem.ts";
import { positionAt } from "../source/place.ts";
import type { PlatformDraft } from "./platform-draft.ts";
import type { Report } from "./rule.ts";
import { sectionRules } from "./section-rules.ts";

const maxFindings = 5000;

/** Problems that the rules find in the draft. A fault of several environments is one problem. */
export function applyRules(draft: PlatformDraft): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const report: Report = ({ code, place, message, hint }) => {
    const { section, path } = place;
    const id = [code, section.name, message, ...path.map(String)].join("\0");
    if (seen.has(id) || seen.size >= maxFindings) return;
    seen.add(id);
    problems.push(newProblem({ code, at: positionAt(place), message, hint }));
  };
  for (const rule of sectionRules) rule(draft, report);
  return problems;
}
