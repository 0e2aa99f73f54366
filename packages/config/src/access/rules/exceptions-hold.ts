import { type ProblemCode, problemCodes } from "../../problem-codes.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { below } from "../draft/access-reader.ts";
import { aboutAccess } from "./access-rule.ts";

/** What `access diff` asks approval for: a role's view of one table, or what makes the role somebody else. */
const approvable = /^\S+( [^\s.]+\.[^\s.]+)?$/;

const dayMs = 86_400_000;

/** Exceptions are for warnings, and their day has not passed. */
export const exceptionsHold = aboutAccess(({ exceptions }, report, { now }) => {
  for (const { finding, on, expires, owner, place } of exceptions) {
    const problem = findingProblem(finding);
    if (problem) report("LW1645", below(place, "finding"), ...problem);
    if (finding === "widened_access" && !approvable.test(on)) {
      const message = `"${on}" names nothing that can be approved`;
      report(
        "LW1645",
        below(place, "on"),
        message,
        "write on: <role> <database>.<table>, or <role>",
      );
    }
    if (expires.getTime() + dayMs > now.getTime()) continue;
    const day = expires.toISOString().slice(0, 10);
    const message = `the exception expired on ${day}`;
    const hint = `solve ${finding}, or let ${owner} decide until when it is accepted`;
    report("LW1632", below(place, "expires"), message, hint);
  }
});

/** True when somebody answers for the finding on one of the names, today. */
export function isExcepted(
  { exceptions }: AccessDraft,
  finding: ProblemCode,
  on: readonly string[],
  now: Date,
): boolean {
  return exceptions.some(
    (exception) =>
      exception.finding === finding &&
      on.includes(exception.on) &&
      exception.expires.getTime() + dayMs > now.getTime(),
  );
}

function findingProblem(finding: string): [string, string] | undefined {
  if (!finding.startsWith("LW")) return undefined;
  if (!Object.hasOwn(problemCodes, finding)) {
    return [`there is no problem ${finding}`, "docs/config.md lists the codes"];
  }
  const { severity } = problemCodes[finding as ProblemCode];
  if (severity === "warning") return undefined;
  return [
    `${finding} is an error, which cannot be accepted`,
    "solve it; exceptions are for warnings",
  ];
}
