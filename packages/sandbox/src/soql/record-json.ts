import type { FieldMetadata } from "../org/org.ts";
import { isCompound } from "./entity.ts";
import { fieldKind } from "./field-kind.ts";
import type { FieldRef, Scope } from "./scope.ts";
import { sqlName, sqlString } from "./sql-text.ts";
import { jsonValue } from "./value-text.ts";

/** SQL expressions that are concatenated to make text. */
type Parts = string[];

/** SQL that makes one record's JSON text: attributes first, parents nested. */
export function recordJson(scope: Scope, fields: readonly FieldRef[], version: string): string {
  const { alias, entity } = scope.root;
  return concat(objectParts({ alias, name: entity.metadata.name, depth: 0 }, fields, version));
}

interface At {
  readonly alias: string;
  readonly name: string;
  /** How many relationships were followed to come here. */
  readonly depth: number;
}

function objectParts(at: At, fields: readonly FieldRef[], version: string): Parts {
  const url = `/services/data/v${version}/sobjects/${at.name}/`;
  const head = `{"attributes":{"type":${JSON.stringify(at.name)},"url":"${url}`;
  const parts = [sqlString(head), `${at.alias}."Id"`, sqlString('"}')];
  for (const [key, members] of groupByKey(fields, at.depth)) {
    parts.push(sqlString(`,${JSON.stringify(key)}:`), ...memberParts(at, members, version));
  }
  return [...parts, sqlString("}")];
}

/** Fields under the name they have at this depth, in order of first appearance. */
function groupByKey(fields: readonly FieldRef[], depth: number): Map<string, FieldRef[]> {
  const groups = new Map<string, FieldRef[]>();
  for (const field of fields) {
    const key = field.path[depth] ?? "";
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return groups;
}

function memberParts(at: At, members: readonly FieldRef[], version: string): Parts {
  const [first] = members;
  if (!first) return [];
  const depth = at.depth + 1;
  if (first.path.length === depth) return [fieldJson(first, version)];
  return [parentJson(members, depth, version)];
}

function parentJson(members: readonly FieldRef[], depth: number, version: string): string {
  const nearest = members.find((member) => member.path.length === depth + 1) ?? members[0];
  if (!nearest) return "'null'";
  const { alias, entity } = nearest;
  const parts = objectParts({ alias, name: entity.metadata.name, depth }, members, version);
  return `CASE WHEN ${alias}."Id" IS NULL THEN 'null' ELSE ${concat(parts)} END`;
}

function fieldJson(ref: FieldRef, version: string): string {
  if (isCompound(ref.field)) return compoundJson(ref);
  if (ref.field.type === "base64") return bodyUrl(ref, version);
  return jsonValue(ref.sql, fieldKind(ref.field.type));
}

/** A binary field shows where its bytes are. */
function bodyUrl({ alias, entity, field, sql }: FieldRef, version: string): string {
  const path = `"/services/data/v${version}/sobjects/${entity.metadata.name}/`;
  const url = concat([sqlString(path), `${alias}."Id"`, sqlString(`/${field.name}"`)]);
  return `CASE WHEN ${sql} IS NULL THEN 'null' ELSE ${url} END`;
}

const ADDRESS_KEYS = [
  "city",
  "country",
  "geocodeAccuracy",
  "latitude",
  "longitude",
  "postalCode",
  "state",
  "street",
] as const;
const LOCATION_KEYS = ["latitude", "longitude"] as const;

function compoundJson({ entity, field, alias }: FieldRef): string {
  const components = entity.metadata.fields.filter((f) => f.compoundFieldName === field.name);
  const keys = field.type === "address" ? ADDRESS_KEYS : LOCATION_KEYS;
  const named = keys.map((key) => [key, components.find((c) => endsIn(c, key))] as const);
  const column = (c: FieldMetadata) => `${alias}.${sqlName(c.name)}`;
  const known = named.flatMap(([, component]) => (component ? [column(component)] : []));
  if (known.length === 0) return "'null'";
  const members = named.flatMap(([key, component], i) => [
    sqlString(`${i === 0 ? "{" : ","}"${key}":`),
    component ? jsonValue(column(component), fieldKind(component.type)) : "'null'",
  ]);
  const isEmpty = known.map((sql) => `${sql} IS NULL`).join(" AND ");
  return `CASE WHEN ${isEmpty} THEN 'null' ELSE ${concat([...members, "'}'"])} END`;
}

function endsIn({ name }: FieldMetadata, key: string): boolean {
  const stem = name.replace(/__s$/i, "").toLowerCase();
  return stem.endsWith(key.toLowerCase());
}

function concat(parts: Parts): string {
  return `concat(${parts.join(", ")})`;
}
