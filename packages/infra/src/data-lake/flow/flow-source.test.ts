import { sourceConnectors } from "@lakewright/config";
import { expect, test } from "vitest";
import { anyFlow, buckets } from "../../../test/any-deployed.ts";
import { sourceOf } from "./flow-source.ts";

const salesforceOf = (parts: Parameters<typeof anyFlow>[0]) =>
  sourceOf(anyFlow(parts), buckets).sourceConnectorProperties;

test("an object of Salesforce is read over its profile, in increments by the declared field", () => {
  expect(sourceOf(anyFlow({ includeDeleted: true }), buckets)).toEqual({
    connectorType: "Salesforce",
    connectorProfileName: "crm",
    incrementalPullConfig: { datetimeTypeFieldName: "SystemModstamp" },
    sourceConnectorProperties: {
      salesforce: {
        object: "Account",
        dataTransferApi: "BULKV2",
        includeDeletedRecords: true,
        enableDynamicFieldUpdate: true,
      },
    },
  });
});

test("the API is always a fixed one: AUTOMATIC changes formats between runs", () => {
  expect(salesforceOf({ api: "auto" })).toMatchObject({
    salesforce: { dataTransferApi: "BULKV2" },
  });
  expect(salesforceOf({ api: "bulk" })).toMatchObject({
    salesforce: { dataTransferApi: "BULKV2" },
  });
  expect(salesforceOf({ api: "rest" })).toMatchObject({
    salesforce: { dataTransferApi: "REST_SYNC" },
  });
});

test("a flow with a list of fields takes no new ones by itself", () => {
  expect(salesforceOf({ fields: ["Id"] })).toMatchObject({
    salesforce: { enableDynamicFieldUpdate: false },
  });
});

test("a flow that is not incremental, or runs on demand, has no field to pull by", () => {
  for (const parts of [{ incremental: false }, { schedule: undefined }])
    expect(sourceOf(anyFlow(parts), buckets)).not.toHaveProperty("incrementalPullConfig");
});

test("a flow back reads JSON lines from a folder of its own in the outbound zone", () => {
  const { connectorType, connectorProfileName, sourceConnectorProperties } = sourceOf(
    anyFlow({ direction: "out", prefix: "back" }),
    buckets,
  );
  expect([connectorType, connectorProfileName]).toEqual(["S3", undefined]);
  expect(sourceConnectorProperties).toEqual({
    s3: {
      bucketName: buckets.outbound,
      bucketPrefix: "back/gtm-dev-crm-Account-out",
      s3InputFormatConfig: { s3InputFileType: "JSON" },
    },
  });
});

test("the folder of a flow back is never the root of the bucket and has no leading slash", () => {
  expect(salesforceOf({ direction: "out" })).toMatchObject({
    s3: { bucketPrefix: "gtm-dev-crm-Account-out" },
  });
});

test("every connector that a flow may name passes through, in AppFlow's spelling", () => {
  for (const source of sourceConnectors)
    expect(sourceOf(anyFlow({ source }), buckets).connectorType.toLowerCase()).toBe(source);
  const sap = sourceOf(anyFlow({ source: "sapodata", object: "/orders" }), buckets);
  expect(sap.sourceConnectorProperties).toEqual({ sapoData: { objectPath: "/orders" } });
  const custom = sourceOf(anyFlow({ source: "customconnector", object: "orders" }), buckets);
  expect(custom.sourceConnectorProperties).toEqual({ customConnector: { entityName: "orders" } });
  const zendesk = sourceOf(anyFlow({ source: "zendesk", object: "tickets" }), buckets);
  expect(zendesk.sourceConnectorProperties).toEqual({ zendesk: { object: "tickets" } });
});
