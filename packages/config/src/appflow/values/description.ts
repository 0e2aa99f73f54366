import { awsQuotas } from "../../aws-quotas.ts";
import type { ValueProblem } from "../../values/value-check.ts";

const maxLength = awsQuotas.appFlow.descriptionLength;

/** AppFlow's rule for descriptions: ASCII letters, digits, blanks and a few marks, at most 2048. */
export function checkDescription(text: string): ValueProblem | undefined {
  if (text.length > maxLength) {
    const message = `is longer than the ${maxLength} characters that AppFlow allows`;
    return { code: "LW1420", message };
  }
  const [bad] = /[^\w!@#\-.?,\s]/u.exec(text) ?? [];
  if (bad === undefined) return undefined;
  const hint = "allowed: letters, digits, blanks and ! @ # - . ? , _";
  const message = `holds ${JSON.stringify(bad)}, which AppFlow refuses in descriptions`;
  return { code: "LW1420", message, hint, within: bad };
}
