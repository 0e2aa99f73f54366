import type { Access, Environment } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { PlatformError } from "../../core/index.ts";

/** The rules by which a role reads. Fails with `unknown_name` where there are none, and for a role that they do not declare. */
export function accessFor({ access, name }: Environment, role: string): Access {
  if (!access)
    throw new PlatformError(
      "unknown_name",
      `environment "${name}" has no access rules, so nobody may read as "${role}"`,
      "write access.yaml: docs/guides/write-and-test-a-policy.md",
    );
  if (Object.hasOwn(access.roles, role)) return access;
  const names = Object.keys(access.roles);
  throw new PlatformError(
    "unknown_name",
    `access.yaml declares no role "${role}"`,
    didYouMean(role, names) ?? `there are: ${names.join(", ")}`,
  );
}
