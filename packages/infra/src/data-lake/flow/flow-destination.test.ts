import { expect, test } from "vitest";
import { anyFlow, buckets } from "../../../test/any-deployed.ts";
import { destinationOf } from "./flow-destination.ts";

const propertiesOf = (parts: Parameters<typeof anyFlow>[0]) =>
  destinationOf(anyFlow(parts), buckets).destinationConnectorProperties;

test("the raw zone gets typed Parquet in the path that the registrar knows", () => {
  expect(propertiesOf({ prefix: "reference" })).toEqual({
    s3: {
      bucketName: buckets.raw,
      bucketPrefix: "reference",
      s3OutputFormatConfig: {
        fileType: "PARQUET",
        prefixConfig: {
          prefixType: "PATH",
          prefixFormat: "DAY",
          pathPrefixHierarchy: ["EXECUTION_ID"],
        },
        aggregationConfig: { aggregationType: "None" },
        preserveSourceDataTyping: true,
      },
    },
  });
});

test("no prefix is no property, never a slash", () => {
  expect(JSON.stringify(propertiesOf({ prefix: "" }))).not.toContain("bucketPrefix");
});

test("with an external id rows are upserted, by exactly that field", () => {
  expect(propertiesOf({ direction: "out", upsertField: "Key__c" })).toMatchObject({
    salesforce: { object: "Account", writeOperationType: "UPSERT", idFieldNames: ["Key__c"] },
  });
});

test("without an external id rows are inserted", () => {
  const properties = propertiesOf({ direction: "out" });
  expect(properties).toMatchObject({ salesforce: { writeOperationType: "INSERT" } });
  expect(JSON.stringify(properties)).not.toContain("idFieldNames");
});

test("refused records go to quarantine, below the flow, and the others go on", () => {
  expect(propertiesOf({ direction: "out", api: "rest" })).toMatchObject({
    salesforce: {
      dataTransferApi: "REST_SYNC",
      errorHandlingConfig: {
        bucketName: buckets.quarantine,
        bucketPrefix: "write-back/gtm-dev-crm-Account-out",
        failOnFirstError: false,
      },
    },
  });
});
