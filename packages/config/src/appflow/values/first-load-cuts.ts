import { parseDay } from "../../values/day.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { Parsed, ValueProblem } from "../../values/value-check.ts";

/** Each cut makes one more flow, and an account has 1,000. */
const maxCuts = 50;

/** Ascending days at which a first load is cut, each as its UTC midnight; absence and `na` are none. */
export function parseCuts(value: unknown): Parsed<readonly Date[]> {
  const texts = parseNameList(value);
  if (texts.length > maxCuts) {
    return { problem: problem(`has ${texts.length} days, ${maxCuts} are possible`) };
  }
  const cuts: Date[] = [];
  for (const text of texts) {
    const day = parseDay(text);
    if ("problem" in day) {
      const message = `holds "${text.slice(0, 40)}", which is not a day`;
      return { problem: { ...problem(message), within: text } };
    }
    const last = cuts.at(-1);
    if (last && day.value <= last) {
      const message = `holds ${text} after ${last.toISOString().slice(0, 10)}: the days must ascend`;
      return { problem: { ...problem(message), within: text } };
    }
    cuts.push(day.value);
  }
  return { value: cuts };
}

function problem(message: string): ValueProblem {
  const hint = "list days, the oldest first: [2019-01-01, 2022-01-01]";
  return { code: "LW1426", message, hint };
}
