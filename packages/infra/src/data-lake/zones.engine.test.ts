import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import {
  deployedExample,
  type Resource,
  resourcesOf,
  templatesOf,
} from "../../test/deployed-example.ts";
import { statementsOf } from "../../test/policy-statements.ts";

let templates: ReadonlyMap<string, Template>;
let buckets: Resource[];
beforeAll(async () => {
  templates = templatesOf(await deployedExample());
  buckets = resourcesOf(
    new Map([["zones", templates.get("data-lake-zones") as Template]]),
    "AWS::S3::Bucket",
  );
});

test("each zone is a bucket that is encrypted, private, versioned, logged and kept", () => {
  expect(buckets.map(({ Properties }) => Properties.BucketName)).toEqual(
    ["raw", "curated", "outbound", "quarantine"].map(
      (zone) => `gtm-dev-${zone}-111111111111-eu-west-1`,
    ),
  );
  for (const { Properties, DeletionPolicy } of buckets) {
    expect(JSON.stringify(Properties.BucketEncryption)).toContain("aws:kms");
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties.VersioningConfiguration).toEqual({ Status: "Enabled" });
    expect(Properties.LoggingConfiguration).toMatchObject({
      DestinationBucketName: "gtm-dev-logs-111111111111-eu-west-1",
    });
    expect(DeletionPolicy).toBe("Retain");
  }
});

test("each zone refuses plain HTTP and old TLS", () => {
  const denied = statementsOf(templates).filter(
    ({ resource, Effect }) => resource.stack === "data-lake-zones" && Effect === "Deny",
  );
  const conditions = denied.map(({ Condition }) => JSON.stringify(Condition));
  expect(conditions.filter((text) => text.includes('"aws:SecureTransport":"false"'))).toHaveLength(
    4,
  );
  expect(conditions.filter((text) => text.includes('"s3:TlsVersion"'))).toHaveLength(4);
});

test("each zone denies reading to all but declared readers, services of AWS apart", () => {
  const denied = statementsOf(templates).filter(({ Sid }) => Sid === "NobodyElseReads");
  expect(denied.map(({ resource }) => resource.id.replace(/Bucket.*/, ""))).toEqual([
    "raw",
    "curated",
    "outbound",
    "quarantine",
  ]);
  for (const { Effect, Action, Principal, Condition } of denied) {
    expect([Effect, Principal]).toEqual(["Deny", { AWS: "*" }]);
    expect(Action).toEqual(["s3:GetObject", "s3:GetObjectTorrent", "s3:GetObjectVersion"]);
    expect(Condition).toMatchObject({ Bool: { "aws:PrincipalIsAWSService": "false" } });
  }
});

test("the registrar reads the raw zone, and no other", () => {
  const denied = statementsOf(templates).filter(({ Sid }) => Sid === "NobodyElseReads");
  const open = denied.filter(({ Condition }) => JSON.stringify(Condition).includes("register-run"));
  expect(open.map(({ resource }) => resource.id.replace(/Bucket.*/, ""))).toEqual(["raw"]);
});

test.each([
  [
    "raw",
    [
      "s3:PutObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
      "s3:PutObjectAcl",
      "s3:ListBucketMultipartUploads",
      "s3:GetBucketAcl",
    ],
  ],
  [
    "quarantine",
    [
      "s3:PutObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
      "s3:PutObjectAcl",
      "s3:ListBucketMultipartUploads",
      "s3:GetBucketAcl",
    ],
  ],
  ["outbound", ["s3:GetObject", "s3:ListBucket"]],
  ["curated", []],
])("AppFlow does in %s what its guide asks for, for this account alone", (zone, actions) => {
  const allowed = statementsOf(templates).filter(
    ({ resource, Principal }) =>
      resource.Type === "AWS::S3::BucketPolicy" &&
      resource.id.startsWith(zone) &&
      JSON.stringify(Principal) === '{"Service":"appflow.amazonaws.com"}',
  );
  expect(allowed.flatMap(({ Action }) => Action).sort()).toEqual([...actions].sort());
  for (const { Condition } of allowed)
    expect(Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111111111111" } });
});

test("objects are archived and deleted as the folder says", async () => {
  const kept = { archiveAfterDays: undefined, expireAfterDays: undefined };
  const zones = {
    raw: { archiveAfterDays: 180, expireAfterDays: 2555 },
    curated: kept,
    outbound: kept,
    quarantine: kept,
  };
  const changed = templatesOf(await deployedExample("dev", { environment: { zones } }));
  changed.get("data-lake-zones")?.hasResourceProperties("AWS::S3::Bucket", {
    BucketName: "gtm-dev-raw-111111111111-eu-west-1",
    LifecycleConfiguration: {
      Rules: [
        {
          Id: "zone",
          Status: "Enabled",
          ExpirationInDays: 2555,
          Transitions: [{ StorageClass: "GLACIER_IR", TransitionInDays: 180 }],
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          NoncurrentVersionExpiration: { NoncurrentDays: 90 },
        },
      ],
    },
  });
});

test("locations are registered by a role of their own, never hybrid, after the bucket's policy and the role", () => {
  const locations = resourcesOf(templates, "AWS::LakeFormation::Resource");
  expect(locations).toHaveLength(4);
  for (const { Properties, DependsOn = [] } of locations) {
    expect(Properties).toMatchObject({ UseServiceLinkedRole: false, HybridAccessEnabled: false });
    expect(Properties.RoleArn).toBe(
      "arn:aws:iam::111111111111:role/gtm-dev-lake-location-eu-west-1",
    );
    expect(DependsOn.join()).toMatch(/BucketPolicy/);
    expect(DependsOn.join()).toMatch(/locationrole/);
  }
});

test("the role of the locations is taken on by Lake Formation alone, for this account", () => {
  const [role] = resourcesOf(templates, "AWS::IAM::Role").filter(
    ({ Properties }) => Properties.RoleName === "gtm-dev-lake-location-eu-west-1",
  );
  expect(role?.Properties.AssumeRolePolicyDocument).toMatchObject({
    Statement: [
      {
        Principal: { Service: "lakeformation.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ],
  });
});

test("each connector profile has a database that opens no table by default and lies in a registered location", () => {
  const databases = resourcesOf(templates, "AWS::Glue::Database");
  expect(
    databases.map(({ Properties }) => (Properties.DatabaseInput as { Name: string }).Name),
  ).toEqual(["public_data_connector_profile", "roche_salesforce_connector_profile1"]);
  for (const { Properties, DependsOn = [] } of databases) {
    expect(Properties.DatabaseInput).toMatchObject({
      CreateTableDefaultPermissions: [],
      LocationUri: "s3://gtm-dev-raw-111111111111-eu-west-1/",
    });
    expect(DependsOn).toContain("rawlocation");
  }
});
