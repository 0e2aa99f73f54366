import type { Access } from "@lakewright/config";
import type { AccessFinding } from "./access-finding.ts";
import type { AccessTable } from "./access-table.ts";
import { filterFindings } from "./filter-findings.ts";
import { grantFindings } from "./grant-findings.ts";
import { tagFindings } from "./tag-findings.ts";

/** What can be said about a policy only when the tables are known, in a fixed order. */
export function lintAccess(
  access: Access,
  tables: readonly AccessTable[],
): readonly AccessFinding[] {
  return [
    ...grantFindings(access, tables),
    ...filterFindings(access, tables),
    ...tagFindings(access, tables),
  ];
}
