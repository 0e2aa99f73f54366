/** The org's simulated time, in epoch milliseconds. It never goes back. */
export interface OrgClock {
  now(): number;
  /** 06:00 UTC of the simulated day that runs. */
  dayStart(): number;
  /** The next 06:00 UTC that lies at least an hour ahead. */
  nextDayStart(): number;
  /** Begins the day that `nextDayStart` returned. */
  startDay(at: number): void;
}

/** A clock that stands at 06:00 UTC of `startDate` and moves on with real time. */
export function orgClock(startDate: string, realMs: () => number): OrgClock {
  let start = firstDayStart(startDate);
  let since = realMs();
  const now = () => start + (realMs() - since);
  return {
    now,
    dayStart: () => start,
    nextDayStart: () => {
      const days = Math.ceil((now() + hourMs - start) / dayMs);
      return start + Math.max(1, days) * dayMs;
    },
    startDay: (at) => {
      start = at;
      since = realMs();
    },
  };
}

/** 06:00 UTC of `startDate`. Throws RangeError unless it is a date `YYYY-MM-DD`. */
export function firstDayStart(startDate: string): number {
  const at = Date.parse(`${startDate}T06:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(startDate) || Number.isNaN(at)) {
    throw new RangeError(`startDate must be a date YYYY-MM-DD: "${startDate}"`);
  }
  return at;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
