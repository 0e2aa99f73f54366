import type { Access, Manifest } from "@lakewright/config";
import type { TableId } from "@lakewright/config/table-id";
import type { AccessTable } from "../../access/index.ts";
import {
  accessTableId,
  indexGrants,
  noAccess,
  type TableAccess,
  tableAccessFrom,
  taggedTable,
} from "../../access/index.ts";
import { PlatformError } from "../../core/index.ts";
import { type DeclaredRole, type DeclaredWarehouse, iamUser } from "./declared-warehouse.ts";
import { type RelationGrants, relationGrants } from "./warehouse-grants.ts";
import { hashFunctionOf } from "./warehouse-names.ts";
import type { WarehouseRelation } from "./warehouse-relation.ts";
import { relationKey, type WarehouseState } from "./warehouse-state.ts";

/** The rules from which the warehouse is declared. */
export interface WarehouseRules {
  readonly manifest: Manifest;
  /** Roles that were declared before: what they hold goes. */
  readonly formerRoles: readonly string[];
}

export interface WarehouseDeclaration {
  readonly declared: DeclaredWarehouse;
  /** Tables that are registered and not there. */
  readonly pending: readonly TableId[];
  /** Relations that nothing can be granted on, with the reason: they stay closed. */
  readonly refused: readonly string[];
}

/** Roles, schemas and grants that the warehouse must hold for the relations that it has, decided by the same evaluator as everywhere. */
export function declareWarehouse(
  rules: WarehouseRules,
  tables: readonly AccessTable[],
  found: WarehouseState,
): WarehouseDeclaration {
  const { access = noAccess, warehouse } = rules.manifest.environment;
  const roles = rolesOf(access);
  const accessOf = decider(access, tables);
  const secured = new Set(found.secured.map(relationKey));
  const relations: RelationGrants[] = [];
  const refused: string[] = [];
  for (const relation of found.relations) {
    const project = warehouse?.projects.find(({ schemas }) => schemas.includes(relation.schema));
    if (!project) continue;
    const context = { isSecured: secured.has(relationKey(relation)), builder: project.role };
    const accesses = roles.map(({ name }) => accessOf(name, relation));
    try {
      relations.push(relationGrants(relation, accesses, context));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      refused.push(error.message);
    }
  }
  const there = new Set(found.relations.map(relationKey));
  const pending = tables
    .filter(({ database, name }) => !there.has(relationKey({ schema: database, name })))
    .map(accessTableId);
  return {
    declared: {
      ...declaredBase(rules, roles),
      roles,
      relations,
    },
    pending,
    refused,
  };
}

/** Nobody has anything: what the warehouse must hold when the platform leaves it. */
export function emptyWarehouse(rules: WarehouseRules): WarehouseDeclaration {
  const { access = noAccess } = rules.manifest.environment;
  const base = declaredBase(rules, rolesOf(access));
  const declared = { ...base, schemas: [], roles: [], relations: [] };
  return { declared, pending: [], refused: [] };
}

/** Roles of people and programs that may have something in the warehouse. Groups are worked out, services have no SQL. */
function rolesOf({ roles }: Access): readonly DeclaredRole[] {
  return Object.values(roles)
    .filter(({ kind }) => kind !== "group" && kind !== "service")
    .map(({ name, iamRole }) => ({ name, user: iamRole && iamUser(iamRole) }));
}

function declaredBase({ manifest, formerRoles }: WarehouseRules, roles: readonly DeclaredRole[]) {
  const { warehouse } = manifest.environment;
  const schemas = (warehouse?.projects ?? []).flatMap((project) =>
    project.schemas.map((name) => ({ name, builder: project.role })),
  );
  return {
    ownedRoles: [...new Set([...roles.map(({ name }) => name), ...formerRoles])],
    schemas,
    externalSchemas: warehouse?.externalSchemas ?? [],
    hashFunction: hashFunctionOf(manifest),
  };
}

/** A relation that is not registered is closed to everybody. */
function decider(access: Access, tables: readonly AccessTable[]) {
  const index = indexGrants(access);
  const tagged = new Map(
    tables.map((table) => [
      relationKey({ schema: table.database, name: table.name }),
      taggedTable(access, table),
    ]),
  );
  return (role: string, { schema, name }: WarehouseRelation): TableAccess => {
    const table = tagged.get(relationKey({ schema, name }));
    if (table) return tableAccessFrom(index, role, table);
    const closed = { permissions: [], grantable: [], rows: undefined, governed: true, columns: [] };
    return { role, database: schema, table: name, ...closed };
  };
}
