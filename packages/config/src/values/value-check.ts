import type { z } from "zod";
import type { ProblemCode } from "../problem-codes.ts";

/** The problem of one value. The message continues the key's name: `account "12" must be …`. */
export interface ValueProblem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The part of the text to point at. */
  readonly within?: string;
}

/** A value that was understood, or why it was not. */
export type Parsed<T> = { readonly value: T } | { readonly problem: ValueProblem };

/** Lets zod run a check of ours and keeps its code, hint and aim. */
export function checkedBy<T>(check: (value: T) => ValueProblem | undefined) {
  return (value: T, context: z.RefinementCtx): void => {
    const problem = check(value);
    if (problem === undefined) return;
    const { message, ...params } = problem;
    context.addIssue({ code: "custom", message, params });
  };
}

/** Checks a value by parsing it. */
export function parsedBy<T>(parse: (value: T) => Parsed<unknown>) {
  return checkedBy<T>((value) => {
    const result = parse(value);
    return "problem" in result ? result.problem : undefined;
  });
}
