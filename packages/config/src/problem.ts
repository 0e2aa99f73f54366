import { relative } from "node:path";
import { type ProblemCode, problemCodes } from "./problem-codes.ts";

/** Something in the platform folder that is wrong (error) or worth a look (warning). */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: "error" | "warning";
  /** Absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
  /** The next step to take. */
  readonly hint?: string;
}

export interface ProblemFacts {
  readonly code: ProblemCode;
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Builds a problem; the severity follows from the code. */
export function newProblem({ code, at, message, hint }: ProblemFacts): Problem {
  const { severity } = problemCodes[code];
  const { file, line, column } = at;
  const base = { code, severity, file, line, column, message };
  return hint === undefined ? base : { ...base, hint };
}

/** One problem as text: `file:line:column  CODE  message`, and the hint on a line of its own. */
export function formatProblem(problem: Problem, relativeTo: string = process.cwd()): string {
  const { file, line, column, code, severity, message, hint } = problem;
  const label = severity === "warning" ? `${code}  warning: ` : `${code}  `;
  const head = `${relative(relativeTo, file) || file}:${line}:${column}  ${label}${message}`;
  return hint === undefined ? head : `${head}\n  hint: ${hint}`;
}

/** By file, line, column and code, each problem once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [identity(problem), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.code, b.code),
  );
}

function identity({ file, line, column, code, message }: Problem): string {
  return `${file}\0${line}\0${column}\0${code}\0${message}`;
}

/** Not localeCompare: the order must be the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
