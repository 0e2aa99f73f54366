import type { Access, AccessException } from "@lakewright/config";
import type { AccessFinding } from "./access-finding.ts";
import type { AccessTable } from "./access-table.ts";
import { filterFindings } from "./filter-findings.ts";
import { grantFindings } from "./grant-findings.ts";
import { roleFindings } from "./role-findings.ts";
import { tagFindings } from "./tag-findings.ts";

/** A finding, with the exception by which somebody answers for it. */
export interface LintFinding extends AccessFinding {
  readonly accepted: AccessException | undefined;
}

/**
 * Findings about a policy that take knowledge of its tables, in a fixed order. Reading the folder refuses
 * exceptions that have expired, so that those here hold.
 */
export function lintAccess(access: Access, all: readonly AccessTable[]): readonly LintFinding[] {
  // A companion has the findings of its table, each of them once.
  const tables = all.filter(({ companionOf }) => companionOf === undefined);
  const found = [
    ...grantFindings(access, tables),
    ...filterFindings(access, tables),
    ...tagFindings(access, tables),
    ...roleFindings(access, tables),
  ];
  return found.map((one) => ({
    ...one,
    accepted: access.exceptions.find(({ finding, on }) => finding === one.finding && on === one.on),
  }));
}
