import { showTime } from "../output/amounts.ts";

interface Bounds {
  readonly from: Date | undefined;
  readonly to: Date;
}

/** A window as `everything until 2024-01-31 12:00:00`, or from one time to another. */
export function showWindow(window: Bounds | undefined): string {
  if (!window) return "everything";
  const to = showTime(window.to);
  return window.from ? `${showTime(window.from)} → ${to}` : `everything → ${to}`;
}
