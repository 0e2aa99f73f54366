import {
  type AppflowClient,
  type ConnectorEntityField,
  ConnectorType,
  DescribeConnectorEntityCommand,
} from "@aws-sdk/client-appflow";
import type { Flow } from "@lakewright/config";
import { isNamed } from "../../../core/adapters/aws/aws-error.ts";
import { type FieldDescription, loadedFields } from "../../../sources/index.ts";
import type { DescribedFields } from "../../ports/described-fields.ts";

/**
 * Fields by AppFlow's own describe call, as they are now: it keeps no record of what a run saw. It does not report
 * formulas. Undefined if the source does not answer: files are registered all the same.
 */
export function appFlowFields(appflow: AppflowClient): DescribedFields {
  return async (flow) => {
    const connectorType = connectorTypeOf(flow);
    if (connectorType === undefined) return undefined;
    const command = new DescribeConnectorEntityCommand({
      connectorEntityName: flow.object,
      connectorType,
      connectorProfileName: flow.profile,
    });
    try {
      const { connectorEntityFields = [] } = await appflow.send(command);
      return fieldsOf(flow, connectorEntityFields);
    } catch (error) {
      if (isNamed(error, ...sourceErrors)) return undefined;
      throw error;
    }
  };
}

/** The source is unreachable, has lost the object, or refuses AppFlow. Missing permissions of our own are thrown. */
const sourceErrors = [
  "ConnectorAuthenticationException",
  "ConnectorServerException",
  "ResourceNotFoundException",
  "ValidationException",
];

/** AppFlow's spelling of a connector; a folder of S3 has no fields to describe. */
function connectorTypeOf({ source }: Flow): ConnectorType | undefined {
  if (source === "s3") return undefined;
  return Object.values(ConnectorType).find((type) => type.toLowerCase() === source);
}

function fieldsOf(
  flow: Flow,
  described: readonly ConnectorEntityField[],
): readonly FieldDescription[] {
  const chosen = flow.fields && new Set(flow.fields.map((name) => name.toLowerCase()));
  const fields = described
    .map(fieldOf)
    .filter(({ name }) => chosen?.has(name.toLowerCase()) ?? true);
  // A field that is gone must not keep a run from being registered: here they are labels.
  const description = { name: flow.object, label: flow.object, fields };
  return loadedFields(description, { ...flow, fields: undefined });
}

function fieldOf(field: ConnectorEntityField): FieldDescription {
  const { identifier = "", label = identifier, supportedFieldTypeDetails } = field;
  const type = supportedFieldTypeDetails?.v1?.fieldType ?? "string";
  return { name: identifier, label, type: type.toLowerCase(), calculated: false };
}
