import { quoteName } from "../../core/index.ts";
import type { DeclaredWarehouse } from "./declared-warehouse.ts";
import type { PlannedStatement } from "./planned-statement.ts";
import { safeName } from "./redshift-text.ts";
import type { Membership, WarehouseState } from "./warehouse-state.ts";

export interface RolePlan {
  /** Takes roles from whom they are not declared for. */
  readonly expelled: readonly PlannedStatement[];
  /** Makes roles and users that are missing. */
  readonly made: readonly PlannedStatement[];
  /** Gives roles to their users: the last thing that opens. */
  readonly joined: readonly PlannedStatement[];
}

/**
 * Roles, and who has them. The user of an IAM role is made before its first sign-in, without a password, so that the role
 * can be granted to it. Roles that are gone from access.yaml stay, empty: an empty role opens nothing.
 */
export function planRoles(
  { ownedRoles, roles, schemas }: DeclaredWarehouse,
  found: WarehouseState,
): RolePlan {
  const there = new Set(found.roles);
  const users = new Set(found.users);
  const wanted = roles.flatMap(({ name, user }) =>
    user === undefined ? [] : [{ role: name, member: user, kind: "user" } as const],
  );
  const wantedKeys = new Set(wanted.map(keyOf));
  const foundKeys = new Set(found.memberships.map(keyOf));
  const owned = new Set(ownedRoles);
  return {
    expelled: found.memberships
      .filter((one) => owned.has(one.role) && !wantedKeys.has(keyOf(one)))
      .map(({ role, member, kind }) => ({
        sql: `REVOKE ROLE ${quoteName(role)} FROM ${kind === "role" ? "ROLE " : ""}${quoteName(member)}`,
        role,
      })),
    made: [
      ...roles
        .filter(({ name }) => !there.has(name))
        .map(({ name }) => ({ sql: `CREATE ROLE ${safeName(name)}`, role: name })),
      ...[...new Set(wanted.map(({ member }) => member))]
        .filter((user) => !users.has(user))
        .map((user) => ({ sql: `CREATE USER ${quoteName(user)} PASSWORD DISABLE` })),
      ...schemas.flatMap((schema) => schemaStatements(schema, roles, found)),
    ],
    joined: wanted
      .filter((one) => !foundKeys.has(keyOf(one)))
      .map(({ role, member }) => ({
        sql: `GRANT ROLE ${safeName(role)} TO ${quoteName(member)}`,
        role,
      })),
  };
}

/** A schema belongs to the user of the role that builds it: what dbt makes there is then dbt's own. */
function schemaStatements(
  { name, builder }: DeclaredWarehouse["schemas"][number],
  roles: DeclaredWarehouse["roles"],
  { schemas }: WarehouseState,
): PlannedStatement[] {
  const owner = roles.find((role) => role.name === builder)?.user;
  const present = schemas.find((schema) => schema.name === name);
  const schema = safeName(name);
  if (!present) {
    const by = owner === undefined ? "" : ` AUTHORIZATION ${quoteName(owner)}`;
    return [{ sql: `CREATE SCHEMA ${schema}${by}` }];
  }
  if (owner === undefined || present.owner === owner) return [];
  return [{ sql: `ALTER SCHEMA ${schema} OWNER TO ${quoteName(owner)}` }];
}

function keyOf({ role, member, kind }: Membership): string {
  return JSON.stringify([role, kind, member]);
}
