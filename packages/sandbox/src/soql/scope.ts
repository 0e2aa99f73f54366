import type { FieldMetadata, Org } from "../org/org.ts";
import { type Entity, findField } from "./entity.ts";
import { findEntity } from "./find-entity.ts";
import { invalidField, pointAt } from "./soql-error.ts";
import { sqlName } from "./sql-text.ts";

/** A field of the queried object or of a parent. */
export interface FieldRef {
  /** API names: relationships first, the field last. */
  readonly path: readonly string[];
  readonly field: FieldMetadata;
  /** The object the field belongs to. */
  readonly entity: Entity;
  /** Alias of that object's rows. */
  readonly alias: string;
  /** The column; meaningless for compound fields. */
  readonly sql: string;
}

interface Join {
  readonly path: readonly string[];
  readonly entity: Entity;
  readonly alias: string;
  readonly sql: string;
}

/** Meaning of names inside one SELECT; gains a join for each parent that is named. */
export interface Scope {
  readonly org: Org;
  readonly soql: string;
  readonly root: Join;
  readonly joins: Map<string, Join>;
  /** Names that may qualify a field of the queried object itself. */
  readonly ownNames: readonly string[];
  readonly nextAlias: () => string;
}

export interface ScopeSettings extends Pick<Scope, "org" | "soql" | "nextAlias"> {
  /** The name that the query gives to its object. */
  readonly sObjectAlias?: string | undefined;
}

/** Deepest chain of child-to-parent relationships that Salesforce follows. */
const MAX_PARENTS = 5;

/** A scope whose aliases differ from those of every scope made with the same `nextAlias`. */
export function createScope(
  entity: Entity,
  { org, soql, nextAlias, sObjectAlias = "" }: ScopeSettings,
): Scope {
  const alias = nextAlias();
  const root = { path: [], entity, alias, sql: `${entity.sourceSql} AS ${alias}` };
  const ownNames = [entity.metadata.name, sObjectAlias].map((name) => name.toLowerCase());
  return { org, soql, root, joins: new Map(), ownNames, nextAlias };
}

/** The FROM clause with every join used so far. */
export function fromSql(scope: Scope): string {
  return [scope.root.sql, ...[...scope.joins.values()].map((join) => join.sql)].join(" ");
}

/** The field of `name`, such as `Account.Name`; throws INVALID_FIELD if there is none. */
export function resolveField(scope: Scope, name: string): FieldRef {
  const parts = name.split(".");
  const last = parts.pop() ?? "";
  const parents = isOwnName(scope, parts[0]) ? parts.slice(1) : parts;
  if (parents.length > MAX_PARENTS) throw invalidField(`${name} follows too many relationships`);
  const at = parents.reduce((join, parent) => joinParent(scope, join, parent), scope.root);
  return refOf(at, fieldOf(scope, at, last));
}

function isOwnName(scope: Scope, name: string | undefined): boolean {
  if (name === undefined || relationshipField(scope.root, name)) return false;
  return scope.ownNames.includes(name.toLowerCase());
}

/** The reference to a field that is known to belong to `at`. */
export function refOf(at: Join, field: FieldMetadata): FieldRef {
  const { alias, entity } = at;
  const sql = `${alias}.${sqlName(field.name)}`;
  return { path: [...at.path, field.name], field, entity, alias, sql };
}

function fieldOf(scope: Scope, at: Join, name: string): FieldMetadata {
  const field = findField(at.entity, name);
  if (field) return field;
  const message =
    `No such column '${name}' on entity '${at.entity.metadata.name}'. If you are attempting to use ` +
    "a custom field, be sure to append the '__c' after the custom field name. Please reference your " +
    "WSDL or the describe call for the appropriate names.";
  throw pointAt(scope.soql, name, invalidField(message));
}

function relationshipField(at: Join, name: string): FieldMetadata | undefined {
  const wanted = name.toLowerCase();
  return at.entity.metadata.fields.find((f) => f.relationshipName?.toLowerCase() === wanted);
}

function joinParent(scope: Scope, at: Join, name: string): Join {
  const field = relationshipField(at, name);
  const parent = field?.referenceTo.map((to) => findEntity(scope.org, to)).find(Boolean);
  if (!field || !parent) throw unknownRelationship(scope, name);
  const path = [...at.path, field.relationshipName ?? name];
  const known = scope.joins.get(path.join("."));
  if (known) return known;
  const alias = scope.nextAlias();
  const on = `${alias}."Id" = ${at.alias}.${sqlName(field.name)}`;
  const join = {
    path,
    entity: parent,
    alias,
    sql: `LEFT JOIN ${parent.sourceSql} AS ${alias} ON ${on}`,
  };
  scope.joins.set(path.join("."), join);
  return join;
}

function unknownRelationship(scope: Scope, name: string) {
  const message =
    `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom ` +
    "relationship, be sure to append the '__r' after the custom relationship name. Please reference " +
    "your WSDL or the describe call for the appropriate names.";
  return pointAt(scope.soql, name, invalidField(message));
}
