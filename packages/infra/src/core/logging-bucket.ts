import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { loggingBucketName } from "../shared/zone-readers.ts";

export interface LoggingBucketProps {
  readonly deployed: DeployedPlatform;
  readonly keyArn: string;
}

/**
 * Where access logs of the zones go. Its delivery statements are here and not with each source: services that add them
 * by themselves race with the stack (facts: about one deployment in 25 fails so).
 */
export class LoggingBucket extends Construct {
  constructor(scope: Construct, id: string, { deployed, keyArn }: LoggingBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, "Bucket", {
      bucketName: loggingBucketName(deployed),
      // Delivery under a customer managed key works where the key lets `logging.s3` use it, and not with KMS's own key.
      encryption: BucketEncryption.KMS,
      encryptionKey: Key.fromKeyArn(this, "Key", keyArn),
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      // Its own accesses are logged too, below a folder of its own.
      serverAccessLogsPrefix: "access/logs/",
      lifecycleRules: [
        {
          id: "expire",
          expiration: Duration.days(Math.max(deployed.deployment.logRetentionDays, 1)),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    bucket.addToResourcePolicy(accessLogDelivery(bucket, deployed));
  }
}

function accessLogDelivery(bucket: Bucket, { environment }: DeployedPlatform): PolicyStatement {
  const sources = Object.values(environment.buckets).map((name) => `arn:aws:s3:::${name}`);
  return new PolicyStatement({
    sid: "ZonesDeliverAccessLogs",
    principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
    actions: ["s3:PutObject"],
    resources: [bucket.arnForObjects("access/*")],
    conditions: {
      StringEquals: { "aws:SourceAccount": environment.account },
      ArnEquals: { "aws:SourceArn": sources },
    },
  });
}
