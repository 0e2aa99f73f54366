import type { Org } from "../org/org.ts";
import type { Entity } from "./entity.ts";
import { organizationEntity } from "./organization-entity.ts";
import { invalidType } from "./soql-error.ts";
import { sqlName } from "./sql-text.ts";

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
