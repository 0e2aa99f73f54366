import { didYouMean } from "../did-you-mean.ts";
import { parseCron } from "./cron.ts";
import { isNotApplicable } from "./flag.ts";
import type { Parsed, ValueProblem } from "./value-check.ts";

export type Schedule =
  | {
      readonly kind: "rate";
      readonly value: number;
      readonly unit: "minutes" | "hours" | "days" | "weeks" | "months";
      /** AppFlow's spelling: `rate(1days)`. */
      readonly expression: string;
    }
  | {
      readonly kind: "cron";
      /** AppFlow's spelling: `cron(0 6 * * ? *)`. */
      readonly expression: string;
    };

const units = ["minutes", "hours", "days", "weeks", "months"] as const;

/** `rate(…)` or `cron(…)`, in the spelling of EventBridge or of AppFlow; `na` = on demand. */
export function parseSchedule(value: unknown): Parsed<Schedule | undefined> {
  if (value === undefined || isNotApplicable(value)) return { value: undefined };
  const text = String(value).trim();
  const [, kind, inside = ""] = /^(rate|cron)\((.*)\)$/is.exec(text) ?? [];
  if (kind?.toLowerCase() === "rate") return parseRate(inside);
  if (kind?.toLowerCase() === "cron") return cronSchedule(inside);
  const hint = "write rate(1 day), cron(0 6 * * ? *), or na for a flow that runs on demand";
  return { problem: { code: "LW1408", message: "must be rate(…), cron(…) or na", hint } };
}

/** `1 day`, `1day` and `1days` are the same; AppFlow's spelling is the last one. */
function parseRate(inside: string): Parsed<Schedule> {
  const [, digits, word] = /^\s*(\d{1,6})\s*([a-z]+)\s*$/i.exec(inside) ?? [];
  if (digits === undefined || word === undefined) {
    return { problem: broken("has no number and unit in rate(…)", "such as rate(15 minutes)") };
  }
  const plural = `${word.toLowerCase().replace(/s$/, "")}s`;
  const unit = units.find((known) => known === plural);
  if (plural === "seconds") {
    return {
      problem: broken("is faster than AppFlow's fastest, once per minute", "rate(1 minute)"),
    };
  }
  if (unit === undefined) {
    const hint = didYouMean(plural, units) ?? `the units are ${units.join(", ")}`;
    return { problem: broken(`has an unknown unit "${word.slice(0, 30)}"`, hint) };
  }
  const count = Number(digits);
  if (count === 0) return { problem: broken("must have a number above zero", "rate(1 day)") };
  return { value: { kind: "rate", value: count, unit, expression: `rate(${count}${unit})` } };
}

function cronSchedule(inside: string): Parsed<Schedule> {
  const parsed = parseCron(inside);
  return "problem" in parsed ? parsed : { value: { kind: "cron", expression: parsed.value } };
}

function broken(message: string, hint: string): ValueProblem {
  return { code: "LW1408", message, hint };
}
