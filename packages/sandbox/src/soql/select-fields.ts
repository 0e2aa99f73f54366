import type { FieldType, Query } from "@jetstreamapp/soql-parser-js";
import { type FieldRef, refOf, resolveField, type Scope } from "./scope.ts";
import { malformedQuery, pointAt } from "./soql-error.ts";

const FIELDS_LIMIT = 200;

/** The selected fields in the order of the query, FIELDS() expanded. */
export function selectFields(scope: Scope, query: Query): FieldRef[] {
  const refs = (query.fields ?? []).flatMap((field) => fieldRefs(scope, field, query));
  const seen = new Set<string>();
  for (const { path } of refs) {
    const name = path.join(".");
    if (seen.has(name)) throw malformedQuery(`duplicate field selected: ${name}`);
    seen.add(name);
  }
  return refs;
}

function fieldRefs(scope: Scope, field: FieldType, query: Query): FieldRef[] {
  if (field.type === "Field") return [resolveField(scope, rawName(field))];
  if (field.type === "FieldRelationship") {
    return [resolveField(scope, [...field.relationships, field.field].join("."))];
  }
  if (field.type === "FieldFunctionExpression" && field.functionName.toUpperCase() === "FIELDS") {
    return fieldGroup(scope, String(field.parameters[0]).toUpperCase(), query);
  }
  throw unsupported(scope, field);
}

function rawName(field: { field: string; rawValue?: string }): string {
  return field.rawValue ?? field.field;
}

function fieldGroup(scope: Scope, group: string, { limit }: Query): FieldRef[] {
  if (group !== "STANDARD" && (limit === undefined || limit > FIELDS_LIMIT)) {
    const message = `The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_LIMIT}`;
    throw pointAt(scope.soql, "FIELDS", malformedQuery(message));
  }
  const { root } = scope;
  const wanted = root.entity.metadata.fields.filter(
    ({ custom }) => group === "ALL" || custom === (group === "CUSTOM"),
  );
  return wanted.map((field) => refOf(root, field));
}

function unsupported(scope: Scope, field: FieldType) {
  if (field.type === "FieldSubquery") {
    const message = "parent-to-child subqueries are not supported by this sandbox";
    return pointAt(scope.soql, "(SELECT", malformedQuery(message));
  }
  const name =
    field.type === "FieldTypeof" ? "TYPEOF" : "functionName" in field ? field.functionName : "";
  return malformedQuery(`${name} is not supported in the SELECT list by this sandbox`);
}
