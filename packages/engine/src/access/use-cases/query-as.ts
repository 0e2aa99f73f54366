import type { Environment } from "@lakewright/config";
import { type QueryResult, readingFiles } from "../../query/index.ts";
import { accessFor } from "./access-for.ts";
import { type GovernedPorts, governedRelations } from "./governed-relations.ts";

export type QueryAsPorts = GovernedPorts;

interface RoleStatement {
  readonly environment: Environment;
  readonly role: string;
  readonly sql: string;
}

/**
 * Answers one SELECT as a role sees the lake and the published warehouse: columns that it may not read are not there, rows that
 * its filters leave out do not exist, cells that it may not see are NULL. What it may not read at all is refused in the same
 * words as what does not exist, and so is a table of the warehouse that no YAML declares. Fails with `unknown_name` for a role
 * that access.yaml does not declare, with `sql_refused`, and with `file_damaged`.
 */
export async function queryAs(
  ports: QueryAsPorts,
  { environment, role, sql }: RoleStatement,
  signal: AbortSignal,
): Promise<QueryResult> {
  const access = accessFor(environment, role);
  const relations = await governedRelations(ports, environment, { access, role, sql });
  const read = relations.map(({ relation }) => relation);
  return readingFiles(ports, read, () => ports.governed.query(sql, relations, signal));
}
