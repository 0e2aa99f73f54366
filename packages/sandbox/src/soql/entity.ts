import type { FieldMetadata, ObjectMetadata, Org } from "../org/org.ts";
import { organizationEntity } from "./organization-entity.ts";
import { invalidType } from "./soql-error.ts";
import { sqlName } from "./sql-text.ts";

/** An object that can be queried, and where its rows come from. */
export interface Entity {
  readonly metadata: ObjectMetadata;
  /** What stands after FROM. */
  readonly sourceSql: string;
}

/** The entity called `name` in any case; undefined when there is none. */
export function findEntity(org: Org, name: string): Entity | undefined {
  const wanted = name.toLowerCase();
  const metadata = org.object(name) ?? org.objects().find((o) => o.name.toLowerCase() === wanted);
  if (metadata) return { metadata, sourceSql: sqlName(metadata.name) };
  return wanted === "organization" ? organizationEntity(org) : undefined;
}

/** Like `findEntity`; throws INVALID_TYPE when there is none. */
export function getEntity(org: Org, name: string): Entity {
  const entity = findEntity(org, name);
  if (entity) return entity;
  throw invalidType(name);
}

/** Every entity of the org. */
export function listEntities(org: Org): Entity[] {
  const own = org.objects().map((metadata) => ({ metadata, sourceSql: sqlName(metadata.name) }));
  const hasOwn = own.some(({ metadata }) => metadata.name === "Organization");
  return hasOwn ? own : [...own, organizationEntity(org)];
}

/** The field called `name` in any case. */
export function findField(entity: Entity, name: string): FieldMetadata | undefined {
  const wanted = name.toLowerCase();
  return entity.metadata.fields.find((field) => field.name.toLowerCase() === wanted);
}

/** Address and location fields have no column: they are made of their components. */
export function isCompound(field: FieldMetadata): boolean {
  return field.type === "address" || field.type === "location";
}
