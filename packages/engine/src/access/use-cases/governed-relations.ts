import type { Access, DeclaredWarehouseTable, Environment, Flow } from "@lakewright/config";
import { warehouseTables } from "@lakewright/config/warehouse-tables";
import type { Snapshot } from "../../catalog/index.ts";
import type {
  GovernedColumn,
  GovernedQuery,
  GovernedRelation,
  QueryPorts,
} from "../../query/index.ts";
import { relationsNamed } from "../../query/index.ts";
import type { AccessTable } from "../domain/access-table.ts";
import { type ColumnAccess, shownRows } from "../domain/column-access.ts";
import { kindsOf } from "../domain/column-kind.ts";
import { rowExpressionSql } from "../domain/row-expression-sql.ts";
import { rowExpressionText } from "../domain/row-expression-text.ts";
import { type TableAccess, tableAccess } from "../domain/table-access.ts";
import { builtAccessTable, loadedAccessTable } from "./access-tables.ts";

export interface GovernedPorts extends QueryPorts {
  readonly governed: GovernedQuery;
}

/** What says how a masked column is shown. */
interface MaskPorts {
  readonly governed: Pick<GovernedQuery, "maskSql">;
}

interface PublishedName {
  readonly schema: string;
  readonly name: string;
}

/** A statement of a role, and the rules that decide over it. */
interface GovernedStatement {
  readonly access: Access;
  readonly role: string;
  readonly sql: string;
}

/**
 * The relations that the statement names, with the role's policy on each. A state that is published meanwhile may hold other things under the same
 * names: the decision counts only if the state is still the one that was read.
 */
export async function governedRelations(
  ports: GovernedPorts,
  environment: Environment,
  statement: GovernedStatement,
): Promise<readonly GovernedRelation[]> {
  for (;;) {
    const state = await ports.snapshots.published();
    const relations = await decidedRelations(ports, { ...statement, environment }, state);
    if ((await ports.snapshots.published())?.number === state?.number) return relations;
  }
}

async function decidedRelations(
  ports: GovernedPorts,
  { access, role, sql, environment }: GovernedStatement & { readonly environment: Environment },
  state: Snapshot | undefined,
): Promise<readonly GovernedRelation[]> {
  const relations: GovernedRelation[] = [];
  const { flows, warehouse } = environment;
  const declared = warehouse ? warehouseTables(warehouse) : [];
  for (const named of await relationsNamed(ports, { flows, warehouse, sql }, state)) {
    const table = await accessTableOf(ports, declared, named);
    const relation = "flow" in named ? named.relation : named.published;
    const policy =
      table &&
      relationPolicy({ table, decided: tableAccess(access, role, table) }, relation, ports);
    if (policy) relations.push({ relation, policy });
  }
  return relations;
}

/** The table as access is decided over it; undefined if it is not registered or not declared. */
export async function accessTableOf(
  ports: Pick<QueryPorts, "catalog">,
  declared: readonly DeclaredWarehouseTable[],
  named: { readonly flow: Flow } | { readonly published: PublishedName },
): Promise<AccessTable | undefined> {
  if ("flow" in named) return loadedAccessTable(ports, named.flow);
  const { schema, name } = named.published;
  const own = declared.find(({ database, table }) => database === schema && table === name);
  return own && builtAccessTable(ports, own);
}

/** The role's policy on a relation; undefined = it sees nothing of it. */
export function relationPolicy(
  { table, decided }: { readonly table: AccessTable; readonly decided: TableAccess },
  relation: Pick<GovernedRelation["relation"], "columns">,
  { governed }: MaskPorts,
): GovernedRelation["policy"] | undefined {
  if (decided.rows === undefined) return undefined;
  const kinds = kindsOf(table);
  const types = new Map(relation.columns.map(({ name, type }) => [name, type as string]));
  const columns = decided.columns.flatMap((column) => {
    const type = types.get(column.column);
    return type
      ? (governedColumn(column, type, { tableRows: decided.rows, kinds, governed }) ?? [])
      : [];
  });
  const rows = decided.rows === "all" ? undefined : rowExpressionSql(decided.rows, kinds);
  return columns.length > 0 ? { columns, rows } : undefined;
}

interface ColumnContext {
  readonly tableRows: TableAccess["rows"];
  readonly kinds: ReturnType<typeof kindsOf>;
  readonly governed: MaskPorts["governed"];
}

/** How the column is shown; undefined = not at all. */
function governedColumn(
  column: ColumnAccess,
  type: string,
  { tableRows, kinds, governed }: ColumnContext,
): GovernedColumn | undefined {
  const { column: name } = column;
  const rows = shownRows(column);
  if (rows === undefined) return undefined;
  const everywhere = rows === "all" || sameRows(rows, tableRows);
  const cells = everywhere ? undefined : rowExpressionSql(rows, kinds);
  if (column.access === "masked") {
    const value = governed.maskSql(name, column.mask);
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
