import { nearestName } from "@lakewright/config/did-you-mean";
import type { FieldDescription, ObjectDescription } from "../../domain/field-type.ts";
import type { ApiClient } from "./api-client.ts";
import { asList, asObject, asText } from "./json-shape.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { identifier } from "./soql.ts";

/** Every field that the user may see. Fails with `source_refused` and the nearest right name for an unknown object. */
export async function describeObject(api: ApiClient, object: string): Promise<ObjectDescription> {
  const path = api.data(`/sobjects/${identifier(object)}/describe`);
  try {
    return objectIn(await api.json({ path }));
  } catch (error) {
    if (error instanceof SalesforceFailure && error.status === 404)
      throw await unknownObject(api, object);
    throw error;
  }
}

function objectIn(answer: unknown): ObjectDescription {
  const { name, label, fields } = asObject(answer);
  return { name: asText(name), label: asText(label), fields: asList(fields).flatMap(fieldIn) };
}

/** A field that Salesforce is about to remove is left out: it is hidden everywhere else, too. */
function fieldIn(described: unknown): readonly FieldDescription[] {
  const { name, label, type, calculated, deprecatedAndHidden } = asObject(described);
  if (deprecatedAndHidden === true || asText(name) === "") return [];
  return [
    {
      name: asText(name),
      label: asText(label),
      type: asText(type).toLowerCase(),
      calculated: calculated === true,
    },
  ];
}

async function unknownObject(api: ApiClient, object: string): Promise<SalesforceFailure> {
  const { sobjects } = asObject(await api.json({ path: api.data("/sobjects") }));
  const names = asList(sobjects).map((entry) => asText(asObject(entry).name));
  const near = nearestName(object, names);
  const check = "check the API name and that the integration user may read the object";
  return new SalesforceFailure(
    "source_refused",
    `connection "${api.connection}" has no object called "${object}"`,
    near ? `did you mean "${near}"? Otherwise ${check}` : check,
    { status: 404, serverCode: "NOT_FOUND" },
  );
}
