const platform = "gtm";
const account = "111122223333";
const region = "eu-west-1";
const bucket = `${platform}-dev-raw-${account}-${region}`;
const flowName = (n) => `${platform}-dev-crm-Object_${n}__c`;
const executionId = "6f0c1c58-5a3c-4f0e-9d0a-1f6f3f2f7f10";

/** Fields of the object, with SQL that makes their values. */
export const registrarFields = [
  { name: "Id", type: "id", sql: "printf('001%015d', i)" },
  { name: "SystemModstamp", type: "datetime", sql: "TIMESTAMPTZ '2026-03-02 00:00:00+00'" },
  ...Array.from({ length: 7 }, (_, n) => [
    { name: `Text_${n}__c`, type: "string", sql: "'text ' || i" },
    { name: `Amount_${n}__c`, type: "currency", sql: "i / 2.0::DOUBLE" },
    { name: `Flag_${n}__c`, type: "boolean", sql: "i % 2 = 0" },
    { name: `Day_${n}__c`, type: "date", sql: "DATE '2026-03-01'" },
  ]).flat(),
];

/** Files that are deployed beside the bundle. */
export const registrarManifest = {
  platform,
  environment: {
    ...{ name: "dev", standsFor: "dev", account, region },
    buckets: { raw: bucket },
    flows: Array.from({ length: 40 }, (_, n) => flow(n)),
  },
};

function flow(n) {
  return {
    ...{ name: flowName(n), direction: "in", source: "salesforce", destination: "s3" },
    ...{ object: `Object_${n}__c`, profile: "crm", database: "crm", table: `object_${n}__c` },
    ...{ prefix: "", incremental: true, incrementalField: "SystemModstamp", firstLoad: "full" },
    ...{ overlapSeconds: 0, includeDeleted: true, excludeFields: [], clearFields: [], api: "bulk" },
    ...{ firstLoadCuts: [], status: "active", partitionColumn: "load_date", sensitivity: "none" },
    description: "",
  };
}

const detail = {
  "flow-name": flowName(7),
  "flow-arn": `arn:aws:appflow:${region}:${account}:flow/${flowName(7)}`,
  ...{ source: "Salesforce", destination: "S3", "source-object": "Object_7__c" },
  "destination-object": `s3://${bucket}`,
  ...{ "trigger-type": "SCHEDULED", "num-of-records-processed": "500" },
  ...{ "num-of-record-failures": "0", "data-processed": "100000", "execution-id": executionId },
  "start-time": "2026-03-02T06:00:00.000Z[UTC]",
  "end-time": "2026-03-02T06:01:00.000Z[UTC]",
  status: "Execution Successful",
};
const event = {
  ...{ version: "0", id: executionId, "detail-type": "AppFlow End Flow Run Report" },
  ...{
    source: "aws.appflow",
    account,
    region,
    time: "2026-03-02T06:01:00Z",
    resources: [],
    detail,
  },
};

/** The finished run: as an event, as the queue delivers it, and the place of its file. */
export const registrarRun = {
  event: { ...event, database: "crm", table: "object_7__c", profile: "crm" },
  queued: { Records: [{ messageId: "m0", body: JSON.stringify(event) }] },
  lake: {
    ...{ region, bucket, database: "crm" },
    key: `${flowName(7)}/2026/03/02/${executionId}/part-0001.parquet`,
  },
};
