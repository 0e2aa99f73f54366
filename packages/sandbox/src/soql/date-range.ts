import { malformedQuery } from "./soql-error.ts";

/** Half-open: from the first day until before the last. Midnights, UTC. */
export interface DateRange {
  readonly from: Date;
  readonly to: Date;
}

type Unit = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

const FIXED: Readonly<Record<string, (now: Date) => DateRange>> = {
  YESTERDAY: (now) => units(now, "DAY", [-1, 0]),
  TODAY: (now) => units(now, "DAY", [0, 1]),
  TOMORROW: (now) => units(now, "DAY", [1, 2]),
  LAST_90_DAYS: (now) => units(now, "DAY", [-90, 1]),
  NEXT_90_DAYS: (now) => units(now, "DAY", [1, 91]),
};

const SPANS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  LAST: [-1, 0],
  THIS: [0, 1],
  NEXT: [1, 2],
};

/** The days that a SOQL date literal such as `LAST_N_DAYS:3` means at `now`. */
export function dateRange(literal: string, now: Date): DateRange {
  const name = literal.toUpperCase().replace("FISCAL_", "");
  const fixed = FIXED[name];
  if (fixed) return fixed(now);
  const counted = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\d{1,5})$/.exec(name);
  if (counted)
    return countedRange(now, {
      isLast: counted[1] === "LAST",
      unit: counted[2] as Unit,
      count: Number(counted[3]),
    });
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\d{1,5})$/.exec(name);
  if (ago) return units(now, ago[1] as Unit, [-Number(ago[2]), 1 - Number(ago[2])]);
  const span = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  const [from, to] = SPANS[span?.[1] ?? ""] ?? [];
  if (from === undefined || to === undefined)
    throw malformedQuery(`unknown date literal: ${literal}`);
  return units(now, span?.[2] as Unit, [from, to]);
}

interface CountedUnits {
  /** `LAST_N_…`, otherwise `NEXT_N_…`. */
  readonly isLast: boolean;
  readonly unit: Unit;
  readonly count: number;
}

/** `LAST_N_DAYS` reaches through today; the longer units end before the current one. */
function countedRange(now: Date, { isLast, unit, count }: CountedUnits): DateRange {
  if (!isLast) return units(now, unit, [1, count + 1]);
  return units(now, unit, [-count, unit === "DAY" ? 1 : 0]);
}

/** Units counted from the current one: from the first until before the last. */
function units(now: Date, unit: Unit, [from, to]: readonly [number, number]): DateRange {
  return { from: startOf(now, unit, from), to: startOf(now, unit, to) };
}

/** Midnight at the start of the unit that is `shift` units after the current one. */
function startOf(now: Date, unit: Unit, shift: number): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (unit === "DAY") return utc(year, month, day + shift);
  if (unit === "WEEK") return utc(year, month, day - now.getUTCDay() + 7 * shift);
  if (unit === "MONTH") return utc(year, month + shift, 1);
  if (unit === "QUARTER") return utc(year, month - (month % 3) + 3 * shift, 1);
  return utc(year + shift, 0, 1);
}

function utc(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month, day));
}
