import { didYouMean } from "../../did-you-mean.ts";
import { type ProblemCode, problemCodes } from "../../problem-codes.ts";
import type { Finding } from "../../source/finding.ts";
import { below } from "../../source/place.ts";
import type { AccessDraft } from "../draft/access-draft.ts";
import { findingNames } from "../finding-names.ts";
import { aboutAccess } from "./access-rule.ts";

/** Subjects of approvals that `access diff` asks for: a role's view of one table, or the role itself. */
const approvable = /^\S+( [^\s.]+\.[^\s.]+)?$/;

const dayMs = 86_400_000;

/** Exceptions are for warnings, and their day has not passed. */
export const exceptionsHold = aboutAccess(({ exceptions }, report, { now }) => {
  for (const { finding, on, expires, owner, place } of exceptions) {
    const problem = findingProblem(finding);
    if (problem) report({ code: "LW1645", place: below(place, "finding"), ...problem });
    if (finding === "widened_access" && !approvable.test(on)) {
      const message = `"${on}" names nothing that can be approved`;
      report({
        code: "LW1645",
        place: below(place, "on"),
        message,
        hint: "write on: <role> <database>.<table>, or <role>",
      });
    }
    if (expires.getTime() + dayMs > now.getTime()) continue;
    const day = expires.toISOString().slice(0, 10);
    const message = `the exception expired on ${day}`;
    const hint = `solve ${finding}, or let ${owner} decide until when it is accepted`;
    report({ code: "LW1632", place: below(place, "expires"), message, hint });
  }
});

/** True when an exception that has not expired accepts the finding on one of the names. */
export function isExcepted(
  { exceptions }: AccessDraft,
  {
    finding,
    on,
    now,
  }: {
    readonly finding: ProblemCode | "column_missing";
    readonly on: readonly string[];
    readonly now: Date;
  },
): boolean {
  return exceptions.some(
    (exception) =>
      exception.finding === finding &&
      on.includes(exception.on) &&
      exception.expires.getTime() + dayMs > now.getTime(),
  );
}

function unknownFinding(finding: string): Pick<Finding, "message" | "hint"> | undefined {
  if (findingNames.some((name) => name === finding)) return undefined;
  const hint = didYouMean(finding, findingNames) ?? `there are: ${findingNames.join(", ")}`;
  return { message: `there is no finding "${finding}"`, hint };
}

function findingProblem(finding: string): Pick<Finding, "message" | "hint"> | undefined {
  if (!finding.startsWith("LW")) return unknownFinding(finding);
  if (!Object.hasOwn(problemCodes, finding)) {
    return { message: `there is no problem ${finding}`, hint: "docs/config.md lists the codes" };
  }
  const { severity } = problemCodes[finding as ProblemCode];
  if (severity === "warning") return undefined;
  return {
    message: `${finding} is an error, which cannot be accepted`,
    hint: "solve it; exceptions are for warnings",
  };
}
