/** Sensitivity of data that nobody has classified, or of which nothing is known: only stewards see it. */
export const unclassified = "unclassified";

export function isUnclassified(sensitivity: string | undefined): boolean {
  return sensitivity === unclassified;
}

/** Values of `sensitivity` that say that a column holds nothing personal, the strictest first; all others are guarded. */
export const openSensitivities: readonly string[] = ["internal", "none", "public"];

/** Whether somebody has said that values of this sensitivity hold nothing personal. */
export function isOpenSensitivity(sensitivity: string | undefined): boolean {
  return sensitivity !== undefined && openSensitivities.includes(sensitivity);
}
