import type { Environment } from "../sections/platform.ts";

/** IAM role by which Redshift reads the lake for one role of access.yaml: `<platform>-<env>-spectrum-<role>-<region>`. */
export function spectrumRoleName(
  platform: string,
  { standsFor, region }: Pick<Environment, "standsFor" | "region">,
  role: string,
): string {
  return `${platform}-${standsFor}-spectrum-${role}-${region}`;
}

/** Roles of access.yaml that have external schemas, and so a Spectrum role each, in order of their names. */
export function spectrumPersonas({ warehouse }: Pick<Environment, "warehouse">): readonly string[] {
  return [...new Set((warehouse?.externalSchemas ?? []).map(({ role }) => role))].sort();
}
