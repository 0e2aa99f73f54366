import { quoteName } from "../../core/index.ts";
import type { DeclaredWarehouse } from "./declared-warehouse.ts";
import { hashFunctionStatements } from "./hash-function.ts";
import { planAttachments } from "./plan-attachments.ts";
import { planPrivileges } from "./plan-privileges.ts";
import { planRoles } from "./plan-roles.ts";
import type { PlannedStatement } from "./planned-statement.ts";
import { isOwnPolicy, tableName } from "./policy-name.ts";
import { relationKey, type WarehouseState } from "./warehouse-state.ts";

/**
 * Statements that bring the roles of the platform to their declaration: none where they agree already. At no
 * moment in between does a role see more than it did before or will in the end, so that a statement that fails leaves
 * nothing open: memberships and privileges that are to go go first, and with them every right to select from a relation whose
 * policies change; then rows are secured, policies exchanged, and what is declared granted.
 */
export function planGrants(
  asDeclared: DeclaredWarehouse,
  found: WarehouseState,
): readonly PlannedStatement[] {
  const declared = withFormerRoles(asDeclared, found);
  const roles = planRoles(declared, found);
  const attachments = planAttachments(declared, found);
  const privileges = planPrivileges(declared, found, attachments.changes);
  const secured = new Set(found.secured.map(relationKey));
  const securing = declared.relations
    .filter(({ relation, secured: must }) => must && !secured.has(relationKey(relation)))
    .map(({ relation }) => ({
      sql: `ALTER TABLE ${tableName(relation)} ROW LEVEL SECURITY ON`,
      relation,
    }));
  return [
    ...roles.expelled,
    ...privileges.revoked,
    ...securing,
    ...attachments.detached,
    ...roles.made,
    ...hashing(declared, found),
    ...attachments.created,
    ...attachments.attached,
    ...privileges.granted,
    ...roles.joined,
    ...droppedPolicies(declared, found),
  ];
}

/** A role that has a policy of the platform was once its own: what it may see goes before the policy does. */
function withFormerRoles(declared: DeclaredWarehouse, found: WarehouseState): DeclaredWarehouse {
  const former = [...found.rowAttachments, ...found.maskAttachments]
    .filter(({ policy, kind }) => kind === "role" && isOwnPolicy(policy))
    .map(({ grantee }) => grantee);
  return { ...declared, ownedRoles: [...new Set([...declared.ownedRoles, ...former])] };
}

function hashing(declared: DeclaredWarehouse, found: WarehouseState): PlannedStatement[] {
  const needed = declared.relations.some(({ grants }) =>
    grants.some(({ masks }) => masks.some(({ hashes }) => hashes)),
  );
  if (!needed || found.hashes) return [];
  return hashFunctionStatements(declared.hashFunction).map((sql) => ({ sql }));
}

/** Only those that the platform has made, that nothing declares any more, and that nobody else has attached. */
function droppedPolicies(
  { relations }: DeclaredWarehouse,
  { rowPolicies, maskPolicies, rowAttachments, maskAttachments }: WarehouseState,
): PlannedStatement[] {
  const grants = relations.flatMap((one) => one.grants);
  const kept = new Set([
    ...grants.flatMap(({ rows, masks }) => [
      ...(rows ? [rows.name] : []),
      ...masks.map(({ policy }) => policy.name),
    ]),
    ...[...rowAttachments, ...maskAttachments]
      .filter(({ kind }) => kind !== "role")
      .map(({ policy }) => policy),
  ]);
  const gone = (policies: readonly string[]) =>
    policies.filter((name) => isOwnPolicy(name) && !kept.has(name)).map(quoteName);
  return [
    ...gone(rowPolicies).map((name) => ({ sql: `DROP RLS POLICY ${name}` })),
    ...gone(maskPolicies).map((name) => ({ sql: `DROP MASKING POLICY ${name}` })),
  ];
}
