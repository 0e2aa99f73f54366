import type { DeclaredEnvironment } from "../platform/types.ts";
import type { Warehouse } from "./types.ts";

/** IAM role by which Redshift reads the lake for one role of access.yaml: `<platform>-<env>-spectrum-<role>-<region>`. */
export function spectrumRoleName(
  platform: string,
  { standsFor, region }: Pick<DeclaredEnvironment, "standsFor" | "region">,
  role: string,
): string {
  return `${platform}-${standsFor}-spectrum-${role}-${region}`;
}

/** Roles of access.yaml that have external schemas, and so a Spectrum role each, in order of their names. */
export function spectrumPersonas({
  warehouse,
}: {
  readonly warehouse: Warehouse | undefined;
}): readonly string[] {
  return [...new Set((warehouse?.externalSchemas ?? []).map(({ role }) => role))].sort();
}
