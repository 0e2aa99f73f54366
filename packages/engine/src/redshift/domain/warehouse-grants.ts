import type { RowSet, TableAccess } from "../../access/index.ts";
import { comparedColumns, rowExpressionSql } from "../../access/index.ts";
import { quoteName } from "../../core/index.ts";
import { type ColumnMask, columnMasks, type Policy } from "./mask-statements.ts";
import { policyName } from "./policy-name.ts";
import { redshift, safeName } from "./redshift-text.ts";
import { kindIn, typeOf, type WarehouseRelation } from "./warehouse-relation.ts";

/** Access of one role to one relation, in Redshift's terms. */
export interface RelationGrant {
  readonly role: string;
  /** Columns that it may select; none = it cannot read the relation itself. */
  readonly columns: readonly string[];
  /** Undefined where the relation's rows are not secured. */
  readonly rows: Policy | undefined;
  readonly masks: readonly ColumnMask[];
}

/** Grants and policies that Redshift must hold for one table or view. */
export interface RelationGrants {
  readonly relation: WarehouseRelation;
  /** Whether row-level security is on. */
  readonly secured: boolean;
  readonly grants: readonly RelationGrant[];
}

export interface GrantContext {
  /** Row-level security is on already. What is locked stays locked: nothing here turns it off. */
  readonly isSecured: boolean;
  /** Role that builds the relation: it owns it, and needs no grant but a policy that hides nothing. */
  readonly builder: string | undefined;
}

/**
 * Grants by which Redshift shows of a relation exactly what the evaluator decides: columns by GRANT, rows by row-level
 * security, cells and masks by dynamic masking. Nothing is granted to roles that see nothing: Redshift opens nothing by
 * itself.
 *
 * Where rows are secured, a role without a policy sees none, also of views over the relation, which ask as whoever queries
 * them (Redshift database developer guide, "Row-level security", "RLS policy ownership and management"). So the builder, and
 * roles that cannot select from the relation itself, have a policy that hides nothing.
 */
export function relationGrants(
  relation: WarehouseRelation,
  accesses: readonly TableAccess[],
  { isSecured, builder }: GrantContext,
): RelationGrants {
  const isReading = (access: TableAccess) =>
    access.role !== builder && openColumns(relation, access).length > 0;
  const secured =
    isSecured || accesses.some((access) => isReading(access) && access.rows !== "all");
  const grants = accesses.map((access): RelationGrant => {
    const reads = isReading(access);
    const rows = reads ? access.rows : "all";
    return {
      role: access.role,
      columns: reads ? openColumns(relation, access) : [],
      rows: secured ? rowPolicy(relation, access.role, rows) : undefined,
      masks: reads ? columnMasks(relation, access) : [],
    };
  });
  safeName(relation.schema);
  safeName(relation.name);
  return { relation, secured, grants };
}

function rowPolicy(relation: WarehouseRelation, role: string, rows: RowSet): Policy {
  const predicate = rowsSql(relation, rows);
  const known = comparedColumns(rows).filter((name) => typeOf(relation, name) !== undefined);
  const taken = known.map((name) => `${quoteName(name)} ${typeOf(relation, name)}`);
  const definition = [predicate, ...taken].join();
  const name = policyName({ kind: "rows", relation, role, definition });
  const input = taken.length > 0 ? ` WITH (${taken.join(", ")})` : "";
  return {
    name,
    create: `CREATE RLS POLICY ${quoteName(name)}${input} USING (${predicate})`,
  };
}

function rowsSql(relation: WarehouseRelation, rows: RowSet): string {
  if (rows === undefined) return "false";
  return rows === "all" ? "true" : rowExpressionSql(rows, kindIn(relation), redshift);
}

/** Columns that are open to the role and that the relation has. */
function openColumns(
  relation: WarehouseRelation,
  { rows, columns }: TableAccess,
): readonly string[] {
  if (rows === undefined) return [];
  return columns
    .filter(({ column, access }) => access !== "none" && typeOf(relation, column) !== undefined)
    .map(({ column }) => column);
}
