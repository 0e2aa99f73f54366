import type { Access, DeclaredWarehouseTable, Environment } from "@lakewright/config";
import { nearestName } from "@lakewright/config/did-you-mean";
import { warehouseTables } from "@lakewright/config/warehouse-tables";
import type { AccessTable } from "../domain/access/access-table.ts";
import type { ColumnAccess } from "../domain/access/column-access.ts";
import { kindsOf } from "../domain/access/kinds-of.ts";
import { rowExpressionSql } from "../domain/access/row-expression-sql.ts";
import { rowExpressionText } from "../domain/access/row-expression-text.ts";
import { type TableAccess, tableAccess } from "../domain/access/table-access.ts";
import { PlatformError } from "../domain/platform-error.ts";
import type { GovernedColumn, GovernedQuery, GovernedRelation } from "../ports/governed-query.ts";
import type { Ports } from "../ports/ports.ts";
import type { QueryResult } from "../ports/warehouse.ts";
import { builtAccessTable } from "./access-tables.ts";
import { type NamedRelation, relationsNamed } from "./query-lake.ts";
import { registeredAccessTable } from "./registered-access-table.ts";

type LakePorts = Pick<Ports, "catalog" | "ledger" | "blobs" | "warehouse" | "snapshots">;

export interface QueryAsPorts extends LakePorts {
  readonly governed: GovernedQuery;
}

/**
 * Answers one SELECT as a role sees the lake and the published warehouse: columns that it may not read are not there, rows that its filters leave
 * out do not exist, cells that it may not see are NULL. What it may not read at all is refused in the same words as what does
 * not exist, and so is a table of the warehouse that no YAML declares. Fails with `unknown_name` for a role that access.yaml does not declare, and with `sql_refused`.
 */
export async function queryAs(
  ports: QueryAsPorts,
  environment: Environment,
  role: string,
  sql: string,
  signal: AbortSignal,
): Promise<QueryResult> {
  const access = accessFor(environment, role);
  const relations: GovernedRelation[] = [];
  const declared = environment.warehouse ? warehouseTables(environment.warehouse) : [];
  for (const named of await relationsNamed(ports, environment.flows, sql)) {
    const table = await accessTableOf(ports, declared, named);
    const relation = "flow" in named ? named.relation : named.published;
    const governed =
      table && governedRelation(ports, tableAccess(access, role, table), table, relation);
    if (governed) relations.push(governed);
  }
  return ports.governed.query(sql, relations, signal);
}

function accessFor({ access, name }: Environment, role: string): Access {
  if (!access)
    throw new PlatformError(
      "unknown_name",
      `environment "${name}" has no access rules, so nobody may read as "${role}"`,
      "write access.yaml: docs/guides/write-and-test-a-policy.md",
    );
  if (Object.hasOwn(access.roles, role)) return access;
  const near = nearestName(role, Object.keys(access.roles));
  throw new PlatformError(
    "unknown_name",
    `access.yaml declares no role "${role}"`,
    near ? `did you mean "${near}"?` : `there are: ${Object.keys(access.roles).join(", ")}`,
  );
}

/** What access is decided over; undefined for what is not registered, or not declared. */
async function accessTableOf(
  ports: Pick<Ports, "catalog">,
  declared: readonly DeclaredWarehouseTable[],
  named: NamedRelation,
): Promise<AccessTable | undefined> {
  if ("flow" in named) {
    const registered = await ports.catalog.table(named.flow.database, named.flow.table);
    return registered && registeredAccessTable(named.flow, registered);
  }
  const { schema, name } = named.published;
  const own = declared.find(({ database, table }) => database === schema && table === name);
  return own && builtAccessTable(ports, own);
}

function governedRelation(
  { governed }: QueryAsPorts,
  decided: TableAccess,
  table: AccessTable,
  relation: GovernedRelation["relation"],
): GovernedRelation | undefined {
  if (decided.rows === undefined) return undefined;
  const kinds = kindsOf(table);
  const types = new Map(relation.columns.map(({ name, type }) => [name, type as string]));
  const columns = decided.columns.flatMap((column) => {
    const type = types.get(column.column);
    return type ? (governedColumn(decided, column, type, kinds, governed) ?? []) : [];
  });
  const rows = decided.rows === "all" ? undefined : rowExpressionSql(decided.rows, kinds);
  return columns.length > 0 ? { relation, policy: { columns, rows } } : undefined;
}

/** How the column is shown; undefined = not at all. */
function governedColumn(
  { rows: tableRows }: TableAccess,
  { column: name, access, rows, mask }: ColumnAccess,
  type: string,
  kinds: ReturnType<typeof kindsOf>,
  governed: GovernedQuery,
): GovernedColumn | undefined {
  if (access === "none" || rows === undefined) return undefined;
  const everywhere = rows === "all" || sameRows(rows, tableRows);
  const cells = everywhere ? undefined : rowExpressionSql(rows, kinds);
  if (access === "masked") {
    if (!mask) throw new Error(`${name} is masked by nothing`);
    const value = governed.maskSql(name, mask);
    return {
      name,
      type,
      access: "masked",
      mask: cells ? `CASE WHEN (${cells}) IS TRUE THEN ${value} END` : value,
    };
  }
  return cells ? { name, type, access: "filtered", cells } : { name, type, access: "full" };
}

/** A cell rule that equals the row rule hides nothing more. */
function sameRows(cells: TableAccess["rows"], rows: TableAccess["rows"]): boolean {
  if (typeof cells !== "object" || typeof rows !== "object") return cells === rows;
  return rowExpressionText(cells) === rowExpressionText(rows);
}
