import {
  createRole,
  type DeclaredSchema,
  type FoundSchema,
  removalStatements,
  roleQuestion,
  schemaQuery,
  schemaStatements,
} from "../domain/external-schema.ts";
import type { WarehouseSql } from "../ports/warehouse-sql.ts";

/** Brings one external schema to its declaration, and returns the statements that ran. */
export async function ownExternalSchema(
  sql: WarehouseSql,
  declared: DeclaredSchema,
  isOwnRole: (arn: string) => boolean,
): Promise<readonly string[]> {
  const statements = schemaStatements(declared, await findSchema(sql, declared.name), isOwnRole);
  const [reader] = await sql.run(roleQuestion, { name: declared.reader });
  const all = reader ? statements : [createRole(declared.reader), ...statements];
  for (const statement of all) await sql.run(statement);
  return all;
}

/** Drops the schema if the platform has made it. The catalog database and its data stay. */
export async function dropExternalSchema(
  sql: WarehouseSql,
  name: string,
  isOwnRole: (arn: string) => boolean,
): Promise<readonly string[]> {
  const statements = removalStatements(name, await findSchema(sql, name), isOwnRole);
  for (const statement of statements) await sql.run(statement);
  return statements;
}

async function findSchema(sql: WarehouseSql, name: string): Promise<FoundSchema | undefined> {
  const [row] = await sql.run(schemaQuery, { name });
  if (!row) return undefined;
  const [database, options] = row;
  return { database: database ?? "", options: options ?? "{}" };
}
