import type { Parsed, ValueProblem } from "./value-check.ts";

interface Field {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** Letters that AWS allows besides numbers. */
  readonly special?: RegExp;
}

const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const weekdays = "SUN MON TUE WED THU FRI SAT".split(" ");
const minute: Field = { label: "minute", from: 0, to: 59 };
const hour: Field = { label: "hour", from: 0, to: 23 };
const day: Field = {
  label: "day of month",
  from: 1,
  to: 31,
  special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/,
};
const month: Field = { label: "month", from: 1, to: 12, names: months };
const weekday: Field = {
  label: "day of week",
  from: 1,
  to: 7,
  names: weekdays,
  special: /^(\?|L|[1-7]L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(#[1-5]|L))$/,
};
const year: Field = { label: "year", from: 1970, to: 2199 };
/** Unix counts Sunday as 0 or 7; AWS as 1. */
const unixWeekday: Field = { label: "day of week", from: 0, to: 7, names: weekdays };

/** `cron(…)` of AWS (six fields) or of Unix (five), in the spelling of AWS. Times are UTC. */
export function parseCron(inside: string): Parsed<string> {
  const fields = inside.trim().toUpperCase().split(/\s+/);
  if (fields.length === 6) return parseAwsCron(fields);
  if (fields.length === 5) return parseUnixCron(fields);
  const hint = "minute hour day-of-month month day-of-week year, such as cron(0 6 * * ? *)";
  return { problem: broken(`has ${fields.length} cron fields instead of 6 (or 5)`, hint) };
}

function parseAwsCron(fields: readonly string[]): Parsed<string> {
  const problem = firstProblem(fields, [minute, hour, day, month, weekday, year]);
  if (problem) return { problem };
  const open = [fields[2], fields[4]].filter((field) => field === "?").length;
  if (open === 1) return { value: `cron(${fields.join(" ")})` };
  const message = "must have ? as exactly one of day of month and day of week";
  return { problem: broken(message, "such as cron(0 6 * * ? *) or cron(0 6 ? * MON-FRI *)") };
}

function parseUnixCron(fields: readonly string[]): Parsed<string> {
  const plainDay: Field = { label: day.label, from: day.from, to: day.to };
  const problem = firstProblem(fields, [minute, hour, plainDay, month, unixWeekday]);
  if (problem) return { problem };
  const [minutes, hours, days = "*", inMonths, onWeekdays = "*"] = fields;
  if (days !== "*" && onWeekdays !== "*") {
    const message = "restricts both the day of month and the day of week, which AWS cannot";
    return { problem: broken(message, "use two flows, or one of the two fields") };
  }
  const when = onWeekdays === "*" ? `${days} ${inMonths} ?` : `? ${inMonths} ${named(onWeekdays)}`;
  return { value: `cron(${minutes} ${hours} ${when} *)` };
}

/** Unix weekdays as the names of AWS: `1-5` becomes `MON,TUE,WED,THU,FRI`. */
function named(field: string): string {
  const on = field.split(",").flatMap((part) => {
    const [range = "*", step = "1"] = part.split("/");
    const [first, last = first] = range === "*" ? ["0", "6"] : range.split("-");
    const from = weekdayNumber(first ?? "0");
    const to = part.includes("/") && !/[-*]/.test(range) ? 6 : weekdayNumber(last ?? "6");
    const days: number[] = [];
    for (let number = from; number <= to; number += Number(step)) days.push(number % 7);
    return days;
  });
  return weekdays.filter((_, number) => on.includes(number)).join(",");
}

function weekdayNumber(text: string): number {
  const named = weekdays.indexOf(text);
  return named >= 0 ? named : Number(text);
}

function firstProblem(
  texts: readonly string[],
  fields: readonly Field[],
): ValueProblem | undefined {
  for (const [index, field] of fields.entries()) {
    const text = texts[index] ?? "";
    if (isField(text, field)) continue;
    const range = `${field.from}-${field.to}`;
    const named = field.names ? ` or ${field.names[0]}-${field.names.at(-1)}` : "";
    return broken(
      `has a bad ${field.label} field "${text.slice(0, 30)}"`,
      `allowed: ${range}${named}`,
    );
  }
  return undefined;
}

function isField(text: string, field: Field): boolean {
  if (field.special?.test(text)) return true;
  return text.split(",").every((part) => {
    const [range = "", step] = part.split("/");
    if (step !== undefined && !(/^\d{1,4}$/.test(step) && Number(step) > 0)) return false;
    if (range === "*") return true;
    const ends = range.split("-").map((end) => fieldNumber(end, field));
    const [first = Number.NaN, last = first] = ends;
    return ends.length <= 2 && first >= field.from && last <= field.to && first <= last;
  });
}

function fieldNumber(text: string, { names, from }: Field): number {
  const named = names?.indexOf(text) ?? -1;
  return named >= 0 ? named + from : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

function broken(message: string, hint: string): ValueProblem {
  return { code: "LW1408", message, hint };
}
