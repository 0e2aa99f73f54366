import { isNotApplicable } from "./flag.ts";
import type { ValueProblem } from "./value-check.ts";

/** A key prefix without slashes at its ends; empty for `na` and absence. */
export function parseKeyPrefix(value: unknown): string {
  if (value === undefined || isNotApplicable(value)) return "";
  return String(value)
    .trim()
    .replace(/^\/+|\/+$/g, "");
}

/** Checks a prefix against the rules of S3, of folders on disk and of AppFlow (at most 512 characters). */
export function checkKeyPrefix(text: string): ValueProblem | undefined {
  const prefix = parseKeyPrefix(text);
  if (prefix === "") return undefined;
  if (prefix.length > 512) return problem("is longer than the 512 characters that AppFlow allows");
  const parts = prefix.split("/");
  const dots = parts.find((part) => /^\.+$/.test(part));
  if (dots !== undefined) return problem(`has a part that is only dots`);
  if (parts.includes("")) return problem("has two slashes in a row");
  const bad = parts.find((part) => !/^[\w!.*'()=-]+$/.test(part));
  return bad === undefined ? undefined : problem("has a character that keys should not hold");
}

function problem(message: string): ValueProblem {
  const hint = "use letters, digits, - _ . ! ' ( ) = and single slashes between folders";
  return { code: "LW1419", message, hint };
}
