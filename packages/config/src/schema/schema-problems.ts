import type { z } from "zod";
import { didYouMean } from "../did-you-mean.ts";
import { newProblem, type Problem } from "../problem.ts";
import { showValue } from "../show-value.ts";
import type { Path } from "../source/node-at.ts";
import type { Aim, Section } from "../source/section.ts";
import { valueAt } from "../source/value-at.ts";
import type { ValueProblem } from "../values/value-check.ts";
import { foreignKeys } from "./foreign-keys.ts";
import { knownChoices, knownKeys } from "./known-keys.ts";

type Issue = z.core.$ZodIssue;
const maxIssues = 200;

/** The issues of a schema as problems, each at its position; values that may be secrets are not repeated. */
export function schemaProblems(
  section: Section,
  schema: z.ZodType,
  issues: readonly Issue[],
): Problem[] {
  return issues.slice(0, maxIssues).flatMap((issue) => toProblems({ section, schema }, issue));
}

interface Checked {
  readonly section: Section;
  readonly schema: z.ZodType;
}

function toProblems(context: Checked, issue: Issue): Problem[] {
  const path = issue.path;
  const value = valueAt(context.section.value, path);
  if (issue.code === "unrecognized_keys") return unknownKeys(context, path, issue.keys);
  if (issue.code === "invalid_key") return [badKey(context, path, issue)];
  const key = nameOf(path, context.section);
  const at = (aim?: Aim) => context.section.position(path, aim);
  if (value === undefined)
    return [
      newProblem({
        code: "LW1102",
        at: at(),
        message: `${key} is missing`,
        hint: choicesHint(context, path),
      }),
    ];
  if (value === null) {
    const hint = "give it one, or remove the line";
    return [
      newProblem({ code: "LW1104", at: at({ key: true }), message: `${key} has no value`, hint }),
    ];
  }
  const shown = shownValue(context.section, path, value);
  if (issue.code === "custom") {
    const { code, hint, within } = issue.params as Omit<ValueProblem, "message">;
    return [
      newProblem({
        code,
        at: at(within ? { within } : {}),
        message: `${key}${shown} ${issue.message}`,
        hint,
      }),
    ];
  }
  const message = `${key}${shown} must be ${expected(context, issue)}`;
  return [newProblem({ code: "LW1103", at: at(), message, hint: hintFor(context, issue, value) })];
}

function unknownKeys({ section, schema }: Checked, path: Path, keys: readonly string[]): Problem[] {
  const known = knownKeys(schema, path, section.value);
  const parent = path.length > 0 ? ` in ${nameOf(path, section)}` : "";
  const list = known.length <= 12 ? `the keys are ${known.join(", ")}` : undefined;
  return keys.slice(0, maxIssues).map((key) => {
    const at = section.position([...path, key], { key: true });
    const foreign = Object.hasOwn(foreignKeys, key) ? foreignKeys[key] : undefined;
    const hint = didYouMean(key, known) ?? foreign ?? list;
    return newProblem({
      code: "LW1101",
      at,
      message: `unknown key ${showValue(key)}${parent}`,
      hint,
    });
  });
}

function badKey({ section }: Checked, path: Path, issue: Issue): Problem {
  const rule = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  const message = `the name ${showValue(path.at(-1))} must be ${rule ?? "text"}`;
  return newProblem({ code: "LW1103", at: section.position(path, { key: true }), message });
}

/** The last key of a path; a list item is named after its list. */
function nameOf(path: Path, section: Section): string {
  const last = path.at(-1);
  if (last === undefined) return `${section.name}.yaml`;
  return typeof last === "number"
    ? `entry ${last + 1} of ${String(path.at(-2))}`
    : String(last).slice(0, 60);
}

const typeNames: Record<string, string> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "a map (key: value)",
  record: "a map (key: value)",
  array: "a list",
};

function expected({ section, schema }: Checked, issue: Issue): string {
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    return typeNames[issue.expected] ?? issue.expected;
  }
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_union" && issue.message.startsWith("Invalid")) {
    const known = choices(section, schema, issue.path);
    return known.length > 6 ? "one of the known kinds" : `one of ${known.join(", ")}`;
  }
  return issue.message;
}

function choices(section: Section, schema: z.ZodType, path: Path): readonly string[] {
  return knownChoices(schema, path, section.value);
}

function choicesHint({ section, schema }: Checked, path: Path): string | undefined {
  const known = choices(section, schema, path);
  return known.length > 1 ? `one of ${known.join(", ")}` : undefined;
}

function hintFor({ section, schema }: Checked, issue: Issue, value: unknown): string | undefined {
  if (typeof value === "string") {
    if (issue.code === "invalid_value") return didYouMean(value, issue.values.map(String));
    if (issue.code === "invalid_union") {
      const known = choices(section, schema, issue.path);
      const listed = known.length > 0 ? `one of ${known.join(", ")}` : undefined;
      return didYouMean(value, known) ?? listed;
    }
    return undefined;
  }
  const written = section.writtenText(issue.path);
  const wantsText = issue.code === "invalid_type" && issue.expected === "string";
  if (!wantsText || written === undefined || isSecret(issue.path)) return undefined;
  return `write it in quotes: ${String(issue.path.at(-1))}: "${written.slice(0, 60)}"`;
}

/** The value in quotes after the key, or nothing where it is long, structured or possibly secret. */
function shownValue(section: Section, path: Path, value: unknown): string {
  if (isSecret(path)) return "";
  if (typeof value === "object") return `, ${showValue(value)},`;
  if (typeof value === "string") return ` ${showValue(value)}`;
  return ` ${section.writtenText(path)?.slice(0, 60) ?? showValue(value)}`;
}

/** Everything about signing in, and addresses, which may hold a password. */
function isSecret(path: Path): boolean {
  // Below the platform itself or one environment.
  if (path[0] === "platform" && path.at(-2) === "lineage") return true;
  if (path[0] !== "connections") return false;
  const key = path.at(-1);
  if (key === "instance_url") return true;
  return path.includes("auth") && key !== "grant";
}
