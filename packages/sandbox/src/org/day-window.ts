/** The simulated time that one `day()` skips, and the stamps of what happens in it. */
export interface DayWindow {
  /** 1 for the first `day()` of the org. */
  readonly day: number;
  /**
   * SQL, TIMESTAMPTZ to the second: when a change of that kind happened. Rows with equal `block` (SQL,
   * BIGINT) share one stamp. Late kinds lie 5 to 20 minutes before the day that ends now began, all
   * others between the old and the new time.
   */
  stamp(kind: string, block: string): string;
}

/** The window from `nowMs` to `nextMs`, when `startMs` was the start of the day that ends. */
export function dayWindow(
  day: number,
  seed: number,
  { startMs, nowMs, nextMs }: { startMs: number; nowMs: number; nextMs: number },
): DayWindow {
  const next = nextMs / 1000;
  // Counted from the end, so that the real time spent in a day does not change its stamps.
  const low = Math.max(next - 12 * 3600, Math.ceil(nowMs / 1000) + 60);
  const high = Math.max(next - 3600, low + 60);
  const late = { from: startMs / 1000 - 20 * 60, to: startMs / 1000 - 5 * 60 };
  const within = ({ from, to }: typeof late, block: string, salt: number) =>
    `to_timestamp(${from} + (hash((${block}) * 4294967296 + ${salt}) % ${to - from})::BIGINT)`;
  return {
    day,
    stamp: (kind, block) => {
      const salt = (Math.abs(seed) % 1_000_000) * 1000 + day * 10 + kind.length;
      return within(kind.startsWith("late") ? late : { from: low, to: high }, block, salt);
    },
  };
}
