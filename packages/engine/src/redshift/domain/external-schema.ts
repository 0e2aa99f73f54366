import { PlatformError } from "../../core/index.ts";
import { redshiftText, safeName } from "./redshift-text.ts";

/** A database of the catalog as one database role sees it in SQL. */
export interface DeclaredSchema {
  readonly name: string;
  /** Catalog database. */
  readonly database: string;
  readonly region: string;
  /** ARN of the role that reads it. */
  readonly spectrumRole: string;
  /** Database role that may use it. */
  readonly reader: string;
}

/** The same as `SVV_EXTERNAL_SCHEMAS` reports it. */
export interface FoundSchema {
  readonly database: string;
  /** JSON such as `{"IAM_ROLE":"arn:…"}`. */
  readonly options: string;
}

/** Asks for what a schema is now, by its name as the parameter `name`. */
export const schemaQuery =
  "SELECT databasename, esoptions FROM svv_external_schemas WHERE schemaname = :name";

/** Asks whether a database role is there, by its name as the parameter `name`. */
export const roleQuestion = "SELECT role_name FROM svv_roles WHERE role_name = :name";

export function createRole(name: string): string {
  return `CREATE ROLE ${safeName(name)}`;
}

/**
 * Statements that bring the schema to its declaration. `CREATE EXTERNAL SCHEMA IF NOT EXISTS` never changes one that is there
 * (facts of CDK), so that one with another database or role is dropped first; the catalog and its data stay.
 */
export function schemaStatements(
  declared: DeclaredSchema,
  found: FoundSchema | undefined,
  isOwnRole: (arn: string) => boolean,
): readonly string[] {
  const usage = `GRANT USAGE ON SCHEMA ${safeName(declared.name)} TO ROLE ${safeName(declared.reader)}`;
  if (!found) return [createSchema(declared), usage];
  if (isAsDeclared(declared, found)) return [usage];
  assertOwn(declared.name, found, isOwnRole);
  return [dropSchema(declared.name), createSchema(declared), usage];
}

/** Statements that drop the schema: none if it does not exist or is somebody else's. */
export function removalStatements(
  name: string,
  found: FoundSchema | undefined,
  isOwnRole: (arn: string) => boolean,
): readonly string[] {
  return found && isOwnRole(roleOf(found) ?? "") ? [dropSchema(name)] : [];
}

function createSchema({ name, database, region, spectrumRole }: DeclaredSchema): string {
  return [
    `CREATE EXTERNAL SCHEMA ${safeName(name)} FROM DATA CATALOG`,
    `DATABASE ${redshiftText(database)} REGION ${redshiftText(region)} IAM_ROLE ${redshiftText(spectrumRole)}`,
  ].join(" ");
}

function dropSchema(name: string): string {
  return `DROP SCHEMA ${safeName(name)}`;
}

function isAsDeclared(declared: DeclaredSchema, found: FoundSchema): boolean {
  return found.database === declared.database && roleOf(found) === declared.spectrumRole;
}

function assertOwn(name: string, found: FoundSchema, isOwnRole: (arn: string) => boolean): void {
  const role = roleOf(found);
  if (role !== undefined && isOwnRole(role)) return;
  throw new PlatformError(
    "warehouse_refused",
    `the warehouse has a schema "${name}" that this platform has not made: it reads ${found.database} as ${role ?? "nobody known"}`,
    "rename the schema in warehouse.yaml, or drop the other one",
  );
}

function roleOf({ options }: FoundSchema): string | undefined {
  try {
    const { IAM_ROLE } = JSON.parse(options) as { IAM_ROLE?: unknown };
    return typeof IAM_ROLE === "string" ? IAM_ROLE : undefined;
  } catch {
    return undefined;
  }
}
