/** Share of a limit from which on to warn: raising a quota or rebuilding takes time. */
const warnAt = 0.8;

/** `over` when a count exceeds a service's limit, `near` from 80 % of it on, otherwise undefined. */
export function limitUsage(count: number, max: number): "over" | "near" | undefined {
  if (count > max) return "over";
  return count >= max * warnAt ? "near" : undefined;
}
