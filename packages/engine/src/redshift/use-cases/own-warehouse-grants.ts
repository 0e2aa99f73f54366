import type { Manifest } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";
import type { AccessTable } from "../../access/index.ts";
import { registeredWarehouseTable } from "../../access/index.ts";
import type { Catalog } from "../../catalog/index.ts";
import { isBuiltTable } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import {
  declareWarehouse,
  emptyWarehouse,
  type WarehouseDeclaration,
} from "../domain/declare-warehouse.ts";
import { planGrants } from "../domain/plan-grants.ts";
import { isBlockedBy, type PlannedStatement } from "../domain/planned-statement.ts";
import type { WarehouseState } from "../domain/warehouse-state.ts";
import type { WarehouseSql } from "../ports/warehouse-sql.ts";
import { readWarehouseState } from "./read-warehouse-state.ts";

export interface WarehouseGrantPorts {
  readonly sql: WarehouseSql;
  readonly catalog: Pick<Catalog, "tables">;
}

export interface WarehouseGrantsReport {
  /** Statements that ran. */
  readonly statements: readonly string[];
  /** Tables that are registered and that the warehouse does not have yet: closed until it does. */
  readonly pending: readonly TableId[];
  /** Relations and statements that failed, with the reason: access stays closed until they succeed. */
  readonly failed: readonly string[];
}

/** A REVOKE can revoke more than it names: missing privileges are granted in another round. */
const maxRounds = 3;

/**
 * Makes the warehouse hold what access.yaml says of its tables, for the roles that it names, and nothing else. Reads what
 * it holds, runs the difference, and reads again: what is not as declared in the end is a failure. A second run has
 * nothing to do.
 */
export function ownWarehouseGrants(
  ports: WarehouseGrantPorts,
  manifest: Manifest,
  formerRoles: readonly string[] = [],
): Promise<WarehouseGrantsReport> {
  return reconcile(ports, async (found) => {
    const tables = await registeredTables(ports, manifest);
    return declareWarehouse({ manifest, formerRoles }, tables, found);
  });
}

/** Takes everything from the roles that the platform owns. Roles, schemas and data stay, and secured rows stay secured. */
export function revokeWarehouseGrants(
  ports: WarehouseGrantPorts,
  manifest: Manifest,
  formerRoles: readonly string[] = [],
): Promise<WarehouseGrantsReport> {
  return reconcile(ports, async () => emptyWarehouse({ manifest, formerRoles }));
}

async function reconcile(
  { sql }: WarehouseGrantPorts,
  declare: (found: WarehouseState) => Promise<WarehouseDeclaration>,
): Promise<WarehouseGrantsReport> {
  const statements: string[] = [];
  for (let round = 1; ; round++) {
    const found = await readWarehouseState(sql);
    const { declared, pending, refused } = await declare(found);
    const plan = planGrants(declared, found);
    if (plan.length === 0) return { statements, pending, failed: refused };
    if (round > maxRounds) throw notAsDeclared(plan);
    const { ran, failed } = await runAll(sql, plan);
    statements.push(...ran);
    if (failed.length > 0) return { statements, pending, failed: [...refused, ...failed] };
  }
}

/** Runs what can be run: where a statement fails, later ones about the same role and relation do not run. */
async function runAll(sql: WarehouseSql, plan: readonly PlannedStatement[]) {
  const ran: string[] = [];
  const failed: string[] = [];
  const blocking: PlannedStatement[] = [];
  for (const statement of plan) {
    if (blocking.some((before) => isBlockedBy(statement, before))) {
      blocking.push(statement);
      continue;
    }
    try {
      await sql.run(statement.sql);
      ran.push(statement.sql);
    } catch (error) {
      blocking.push(statement);
      failed.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { ran, failed };
}

function notAsDeclared(plan: readonly PlannedStatement[]): PlatformError {
  const some = plan.slice(0, 3).map((statement) => statement.sql);
  return new PlatformError(
    "warehouse_grants_failed",
    `the warehouse does not keep what was granted: after ${maxRounds} rounds ${plan.length} statements are left, such as ${some.join("; ")}`,
    "somebody else may change the same roles: compare svv_column_privileges and svv_attached_masking_policy with access.yaml",
  );
}

/** Tables of the warehouse that are declared and registered, by schema: what no YAML declares is closed, as everywhere. */
async function registeredTables(
  { catalog }: WarehouseGrantPorts,
  { environment }: Manifest,
): Promise<readonly AccessTable[]> {
  const schemas = (environment.warehouse?.projects ?? []).flatMap((project) => project.schemas);
  const declared = new Set(environment.warehouse?.tables);
  const tables: AccessTable[] = [];
  for (const schema of new Set(schemas))
    for (const table of await catalog.tables(schema))
      if (
        isBuiltTable(table.input) &&
        declared.has(tableId({ database: schema, table: table.input.Name }))
      )
        tables.push(registeredWarehouseTable(schema, table));
  return tables;
}
