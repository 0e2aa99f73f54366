import type { ValueProblem } from "../../values/value-check.ts";

/** AppFlow's rule for descriptions: ASCII letters, digits, blanks and a few marks, at most 2048. */
export function checkDescription(text: string): ValueProblem | undefined {
  if (text.length > 2048) {
    return { code: "LW1420", message: "is longer than the 2048 characters that AppFlow allows" };
  }
  const [bad] = /[^\w!@#\-.?,\s]/u.exec(text) ?? [];
  if (bad === undefined) return undefined;
  const hint = "allowed: letters, digits, blanks and ! @ # - . ? , _";
  const message = `holds ${JSON.stringify(bad)}, which AppFlow refuses in descriptions`;
  return { code: "LW1420", message, hint, within: bad };
}
