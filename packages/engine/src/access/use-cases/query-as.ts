import type { Environment } from "@lakewright/config";
import { type QueryResult, type Reading, readingFiles } from "../../query/index.ts";
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
  statement: RoleStatement,
  signal: AbortSignal,
): Promise<QueryResult> {
  const relations = await relationsFor(ports, statement);
  return readingFiles(ports, relationsIn(relations), () =>
    ports.governed.query(statement.sql, relations, signal),
  );
}

/** The same, handed on as it is read. */
export async function readAs(
  ports: QueryAsPorts,
  statement: RoleStatement,
  reading: Reading,
): Promise<void> {
  const relations = await relationsFor(ports, statement);
  await readingFiles(ports, relationsIn(relations), () =>
    ports.governed.read(statement.sql, relations, reading),
  );
}

function relationsIn(governed: Awaited<ReturnType<typeof governedRelations>>) {
  return governed.map(({ relation }) => relation);
}

function relationsFor(ports: QueryAsPorts, { environment, role, sql }: RoleStatement) {
  const access = accessFor(environment, role);
  return governedRelations(ports, environment, { access, role, sql });
}
