import { z } from "zod";
import { checkPlainText } from "../values/reference.ts";
import { checkedBy, type ValueProblem } from "../values/value-check.ts";

/** Text that passes the check, and in which nothing is interpolated. */
export function text(check: (value: string) => ValueProblem | undefined = () => undefined) {
  return z.string().superRefine(checkedBy((value) => checkPlainText(value) ?? check(value)));
}

/** Text of a form that the editor can check too; `what` completes "must be …". */
export function textLike(pattern: RegExp, what: string) {
  return z.string().regex(pattern, { error: what });
}

/** Some text, not only blanks. */
export const someText = textLike(/^(?=.*\S)[^$]*$/s, `text without \${…}, not empty`);
