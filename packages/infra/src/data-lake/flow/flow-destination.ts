import type { Environment, Flow } from "@lakewright/config";
import type { CfnFlow } from "aws-cdk-lib/aws-appflow";
import { dataTransferApi } from "./data-transfer-api.ts";

type Buckets = Environment["buckets"];

/** Where a flow writes: the raw zone, or an object of Salesforce. */
export function destinationOf(flow: Flow, buckets: Buckets): CfnFlow.DestinationFlowConfigProperty {
  if (flow.direction === "in")
    return {
      connectorType: "S3",
      destinationConnectorProperties: { s3: rawZone(flow, buckets) },
    };
  return {
    connectorType: "Salesforce",
    connectorProfileName: flow.profile,
    destinationConnectorProperties: { salesforce: salesforceObject(flow, buckets) },
  };
}

/** Parquet under `<prefix>/<flow>/YYYY/MM/DD/<execution id>/`: the path that the registrar knows (`raw-layout`). */
function rawZone(flow: Flow, buckets: Buckets): CfnFlow.S3DestinationPropertiesProperty {
  return {
    bucketName: buckets.raw,
    ...(flow.prefix !== "" && { bucketPrefix: flow.prefix }),
    s3OutputFormatConfig: {
      fileType: "PARQUET",
      prefixConfig: {
        prefixType: "PATH",
        prefixFormat: "DAY",
        pathPrefixHierarchy: ["EXECUTION_ID"],
      },
      // Several files a run: one file would have to hold up to 15 GB.
      aggregationConfig: { aggregationType: "None" },
      // Otherwise AppFlow writes every column as text.
      preserveSourceDataTyping: true,
    },
  };
}

/** One record that Salesforce refuses goes to quarantine and does not stop the others. */
function salesforceObject(
  flow: Flow,
  buckets: Buckets,
): CfnFlow.SalesforceDestinationPropertiesProperty {
  return {
    object: flow.object,
    dataTransferApi: dataTransferApi(flow),
    ...(flow.upsertField === undefined
      ? { writeOperationType: "INSERT" }
      : { writeOperationType: "UPSERT", idFieldNames: [flow.upsertField] }),
    errorHandlingConfig: {
      bucketName: buckets.quarantine,
      bucketPrefix: `write-back/${flow.name}`,
      failOnFirstError: false,
    },
  };
}
