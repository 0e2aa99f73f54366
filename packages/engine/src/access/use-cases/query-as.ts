import type { Environment } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import {
  type GovernedRelation,
  type QueryResult,
  type Reading,
  readingFiles,
} from "../../query/index.ts";
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
  const read = () => ports.governed.query(statement.sql, relations, signal);
  return readingForRole(ports, relations, { read, signal });
}

/** The same, handed on as it is read. */
export async function readAs(
  ports: QueryAsPorts,
  statement: RoleStatement,
  reading: Reading,
): Promise<void> {
  const relations = await relationsFor(ports, statement);
  const read = () => ports.governed.read(statement.sql, relations, reading);
  await readingForRole(ports, relations, { read, signal: reading.signal });
}

/** A damaged file is told by the table alone: its place, columns, rows, days and decoded values are the owner's to know. */
async function readingForRole<T>(
  ports: QueryAsPorts,
  governed: readonly GovernedRelation[],
  { read, signal }: { readonly read: () => Promise<T>; readonly signal: AbortSignal },
): Promise<T> {
  const relations = governed.map(({ relation }) => relation);
  try {
    return await readingFiles(ports, relations, { read, signal });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== "file_damaged") throw error;
    const tables = new Set(relations.map(({ schema, name }) => `${schema}.${name}`));
    throw new PlatformError(
      "file_damaged",
      `a file that ${[...tables].join(", ")} is read from is missing or damaged`,
      "tell the steward: `lakewright repair --check` names the file and what loads its rows again",
      error,
    );
  }
}

function relationsFor(ports: QueryAsPorts, { environment, role, sql }: RoleStatement) {
  const access = accessFor(environment, role);
  return governedRelations(ports, environment, { access, role, sql });
}
