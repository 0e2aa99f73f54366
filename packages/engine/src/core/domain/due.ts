import type { Schedule } from "@lakewright/config";
import { Cron } from "croner";

const unitMs = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 7 * 86_400_000,
  months: 30 * 86_400_000,
} as const;

/** Whether a scheduled flow should run now. A flow that never ran is due; one without a schedule never is. */
export function isDue(
  schedule: Schedule | undefined,
  lastStart: Date | undefined,
  now: Date,
): boolean {
  if (!schedule) return false;
  if (!lastStart) return true;
  const next = nextStart(schedule, lastStart);
  return next !== undefined && next <= now;
}

/**
 * The first time after `lastStart` at which the schedule fires; undefined if it never does again. A rate fires at whole
 * multiples of its interval since 1970 UTC, so that a daily flow is due once each UTC day however late it ran.
 */
export function nextStart(schedule: Schedule, lastStart: Date): Date | undefined {
  if (schedule.kind === "rate") {
    const interval = schedule.value * unitMs[schedule.unit];
    return new Date((Math.floor(lastStart.getTime() / interval) + 1) * interval);
  }
  const [minute, hour, day, month, weekday, year] = schedule.expression.slice(5, -1).split(/\s+/);
  const pattern = ["0", minute, hour, day, month, awsWeekday(weekday ?? "*"), year].join(" ");
  return new Cron(pattern, { timezone: "UTC", sloppyRanges: true }).nextRun(lastStart) ?? undefined;
}

/** AWS counts weekdays from 1 = Sunday, cron from 0. */
function awsWeekday(field: string): string {
  return field.replace(/\d+/g, (digit, at) =>
    field[at - 1] === "#" ? digit : String(Number(digit) - 1),
  );
}
