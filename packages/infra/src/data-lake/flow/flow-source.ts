import type { Environment, Flow } from "@lakewright/config";
import type { CfnFlow } from "aws-cdk-lib/aws-appflow";
import { connectorOf } from "./connector.ts";
import { dataTransferApi } from "./data-transfer-api.ts";

type Buckets = Environment["buckets"];

/** Where a flow reads: an object over a connector profile, or the flow's own folder of the outbound zone. */
export function sourceOf(flow: Flow, buckets: Buckets): CfnFlow.SourceFlowConfigProperty {
  const { type, key, object } = connectorOf(flow.source);
  if (flow.source === "s3")
    return { connectorType: type, sourceConnectorProperties: { s3: outboundFiles(flow, buckets) } };
  return {
    connectorType: type,
    connectorProfileName: flow.profile,
    sourceConnectorProperties: {
      [key]: flow.source === "salesforce" ? salesforceObject(flow) : { [object]: flow.object },
    },
    // On demand AppFlow reads everything, and has nothing to pull by (LW1421).
    ...(flow.incremental &&
      flow.schedule && {
        incrementalPullConfig: { datetimeTypeFieldName: flow.incrementalField },
      }),
  };
}

function salesforceObject(flow: Flow): CfnFlow.SalesforceSourcePropertiesProperty {
  return {
    object: flow.object,
    dataTransferApi: dataTransferApi(flow),
    includeDeletedRecords: flow.includeDeleted,
    // With a list of fields nothing else is read; without one, new fields of the object come in by themselves.
    enableDynamicFieldUpdate: flow.fields === undefined,
  };
}

/** JSON lines. AppFlow reads whole folders and needs one, so that each flow has its own, named after it. */
function outboundFiles(flow: Flow, buckets: Buckets): CfnFlow.S3SourcePropertiesProperty {
  return {
    bucketName: buckets.outbound,
    bucketPrefix: flow.prefix === "" ? flow.name : `${flow.prefix}/${flow.name}`,
    s3InputFormatConfig: { s3InputFileType: "JSON" },
  };
}
