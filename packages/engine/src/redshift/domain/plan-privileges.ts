import { quoteName } from "../../core/index.ts";
import type { DeclaredWarehouse } from "./declared-warehouse.ts";
import { changeKey } from "./plan-attachments.ts";
import type { PlannedStatement } from "./planned-statement.ts";
import { tableName } from "./policy-name.ts";
import { safeName } from "./redshift-text.ts";
import type { ColumnPrivilege, RelationName, WarehouseState } from "./warehouse-state.ts";

export interface PrivilegePlan {
  readonly revoked: readonly PlannedStatement[];
  readonly granted: readonly PlannedStatement[];
}

interface Wanted extends RelationName {
  readonly role: string;
  readonly columns: readonly string[];
}

/**
 * Privileges of owned roles. Columns are granted by name, so that one that comes later stays closed; a privilege on a whole
 * relation is nobody's. Where the role's policies on a relation change, all its columns are revoked and granted anew.
 */
export function planPrivileges(
  declared: DeclaredWarehouse,
  found: WarehouseState,
  changes: ReadonlySet<string>,
): PrivilegePlan {
  const owned = new Set(declared.ownedRoles);
  const uses = schemaUses(declared, found, declaredSelects(declared));
  const isOwned = ({ role }: { readonly role: string }) => owned.has(role);
  const wanted = declaredSelects(declared);
  const wantedColumns = new Map(
    wanted.map((one) => [changeKey(one, one.role), new Set(one.columns)]),
  );
  const stays = (one: ColumnPrivilege) =>
    one.privilege === "SELECT" &&
    !changes.has(changeKey(one, one.role)) &&
    wantedColumns.get(changeKey(one, one.role))?.has(one.column) === true;
  const ownColumns = found.columnPrivileges.filter(isOwned);
  const kept = ownColumns.filter(stays);
  return {
    revoked: [
      ...found.relationPrivileges.filter(isOwned).map((one) => ({
        sql: `REVOKE ${privilegeText(one.privilege)} ON ${tableName(one)} FROM ROLE ${quoteName(one.role)}`,
        relation: one,
        role: one.role,
      })),
      ...revokedColumns(ownColumns.filter((one) => !stays(one))),
      ...uses.revoked,
    ],
    granted: [...uses.granted, ...wanted.flatMap((one) => grantedColumns(one, kept))],
  };
}

function declaredSelects({ relations }: DeclaredWarehouse): readonly Wanted[] {
  return relations.flatMap(({ relation: { schema, name }, grants }) =>
    grants.map(({ role, columns }) => ({ schema, name, role, columns })),
  );
}

function revokedColumns(privileges: readonly ColumnPrivilege[]): PlannedStatement[] {
  const groups = new Map<string, ColumnPrivilege[]>();
  for (const one of privileges) {
    const key = `${changeKey(one, one.role)} ${one.privilege}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const columns = group.map(({ column }) => quoteName(column)).join(", ");
    const { schema, name, role, privilege } = first;
    return {
      sql: `REVOKE ${privilegeText(privilege)} (${columns}) ON ${tableName(first)} FROM ROLE ${quoteName(role)}`,
      relation: { schema, name },
      role,
    };
  });
}

function grantedColumns(one: Wanted, kept: readonly ColumnPrivilege[]): PlannedStatement[] {
  const key = changeKey(one, one.role);
  const present = kept.filter((each) => changeKey(each, each.role) === key);
  const missing = one.columns.filter((column) => !present.some((each) => each.column === column));
  if (missing.length === 0) return [];
  const { schema, name, role } = one;
  const columns = missing.map(quoteName).join(", ");
  return [
    {
      sql: `GRANT SELECT (${columns}) ON ${tableName(one)} TO ROLE ${safeName(role)}`,
      relation: { schema, name },
      role,
    },
  ];
}

/** Who selects from a relation may use its schema, and who builds a schema may also create in it. */
function schemaUses(
  { ownedRoles, schemas, externalSchemas }: DeclaredWarehouse,
  found: WarehouseState,
  wanted: readonly Wanted[],
): PrivilegePlan {
  const uses = new Map<string, { schema: string; role: string; privilege: string }>();
  const use = (schema: string, role: string, privilege: string) =>
    uses.set(JSON.stringify([schema, role, privilege]), { schema, role, privilege });
  for (const { schema, role, columns } of wanted)
    if (columns.length > 0) use(schema, role, "USAGE");
  for (const { name, builder } of schemas)
    if (builder !== undefined)
      for (const privilege of ["USAGE", "CREATE"]) use(name, builder, privilege);
  const own = found.schemaPrivileges.filter(
    ({ role, schema }) => ownedRoles.includes(role) && !externalSchemas.includes(schema),
  );
  const keyOf = ({ schema, role, privilege }: (typeof own)[number]) =>
    JSON.stringify([schema, role, privilege]);
  const present = new Set(own.map(keyOf));
  return {
    revoked: own
      .filter((one) => !uses.has(keyOf(one)))
      .map(({ schema, role, privilege }) => ({
        sql: `REVOKE ${privilegeText(privilege)} ON SCHEMA ${quoteName(schema)} FROM ROLE ${quoteName(role)}`,
        role,
      })),
    granted: [...uses]
      .filter(([key]) => !present.has(key))
      .map(([, { schema, role, privilege }]) => ({
        sql: `GRANT ${privilege} ON SCHEMA ${safeName(schema)} TO ROLE ${safeName(role)}`,
        role,
      })),
  };
}

/** As the catalog names it; anything else is a privilege that is not known yet, and all are revoked. */
function privilegeText(privilege: string): string {
  return /^[A-Z]+( [A-Z]+)*$/.test(privilege) ? privilege : "ALL";
}
