import type { ZoneName, ZoneSettings } from "@lakewright/config";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { readersOfZone } from "../shared/zone-readers.ts";

export interface ZoneBucketProps {
  readonly deployed: DeployedPlatform;
  readonly zone: ZoneName;
  readonly key: IKey;
  /** Name of the bucket that takes access logs; its policy is `core`'s. */
  readonly loggingBucket: string;
}

/** AppFlow's actions on a zone's bucket (AppFlow user guide, "Amazon S3 bucket policies for Amazon AppFlow"). */
const appFlowActions: Readonly<Record<ZoneName, "reads" | "writes" | undefined>> = {
  raw: "writes",
  curated: undefined,
  outbound: "reads",
  quarantine: "writes",
};

/**
 * One zone of the lake: encrypted, private, versioned, TLS only, logged, kept when the stack goes. Its policy denies
 * reading to all but those that read without Lake Formation on purpose, whatever IAM policies in the account say.
 */
export class ZoneBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ZoneBucketProps) {
    super(scope, id);
    const { deployed, zone, key, loggingBucket } = props;
    this.bucket = new Bucket(this, "Bucket", {
      bucketName: deployed.environment.buckets[zone],
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [lifecycleOf(deployed.environment.zones[zone])],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const { defaultChild } = this.bucket.node;
    (defaultChild as CfnBucket).loggingConfiguration = {
      destinationBucketName: loggingBucket,
      logFilePrefix: `access/${zone}/`,
    };
    const appFlow = appFlowActions[zone];
    if (appFlow) {
      const account = deployed.environment.account;
      for (const statement of appFlowStatements(this.bucket, appFlow, account))
        this.bucket.addToResourcePolicy(statement);
    }
    this.bucket.addToResourcePolicy(denyOtherReaders(this.bucket, readersOfZone(deployed, zone)));
  }
}

function lifecycleOf({ archiveAfterDays, expireAfterDays }: ZoneSettings): LifecycleRule {
  return {
    id: "zone",
    abortIncompleteMultipartUploadAfter: Duration.days(7),
    noncurrentVersionExpiration: Duration.days(90),
    ...(expireAfterDays === undefined ? {} : { expiration: Duration.days(expireAfterDays) }),
    ...(archiveAfterDays === undefined
      ? {}
      : {
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(archiveAfterDays),
            },
          ],
        }),
  };
}

function appFlowStatements(
  bucket: Bucket,
  does: "reads" | "writes",
  account: string,
): PolicyStatement[] {
  const principals = [new ServicePrincipal("appflow.amazonaws.com")];
  const conditions = { StringEquals: { "aws:SourceAccount": account } };
  const onBucket = does === "reads" ? ["s3:ListBucket"] : bucketActionsOfWriter;
  const onObjects = does === "reads" ? ["s3:GetObject"] : objectActionsOfWriter;
  const statement = (sid: string, actions: string[], resource: string) =>
    new PolicyStatement({ sid, principals, conditions, actions, resources: [resource] });
  return [
    statement("AppFlowUsesTheBucket", onBucket, bucket.bucketArn),
    statement("AppFlowUsesObjects", onObjects, bucket.arnForObjects("*")),
  ];
}

const bucketActionsOfWriter = ["s3:ListBucketMultipartUploads", "s3:GetBucketAcl"];
const objectActionsOfWriter = [
  "s3:PutObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
  "s3:PutObjectAcl",
];

/** AWS services act for the account under conditions of their own; everybody else must be a declared reader. */
function denyOtherReaders(bucket: Bucket, readers: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: "NobodyElseReads",
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent"],
    resources: [bucket.arnForObjects("*")],
    conditions: {
      ArnNotLike: { "aws:PrincipalArn": [...readers] },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    },
  });
}
