/** The ways to write yes and no in YAML; `na` means "not given". */
export const flagTexts = ["0", "1", "true", "false", "na"] as const;

/** 1, true and their texts; undefined when absent or `na`. */
export function parseFlag(value: unknown): boolean | undefined {
  if (value === undefined || isNotApplicable(value)) return undefined;
  return value === true || value === 1 || value === "1" || value === "true";
}

/** `na`, in any case: the published files write it for "none". */
export function isNotApplicable(value: unknown): boolean {
  return typeof value === "string" && value.trim().toLowerCase() === "na";
}
