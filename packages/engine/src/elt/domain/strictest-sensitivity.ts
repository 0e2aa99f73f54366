import { isOpenSensitivity, openSensitivities, unclassified } from "../../core/index.ts";

/**
 * The sensitivity of a value that is made of others: the strictest. Values that are guarded for two different reasons
 * make one that no role is known to see both of: unclassified. A value without sources is internal.
 */
export function strictestSensitivity(values: readonly string[]): string {
  const guarded = new Set(values.filter((value) => !isOpenSensitivity(value)));
  const [one, ...more] = guarded;
  if (one !== undefined) return more.length === 0 ? one : unclassified;
  return openSensitivities.find((value) => values.includes(value)) ?? "internal";
}
