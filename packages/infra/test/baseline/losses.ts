import { fullDiff, ResourceImpact } from "@aws-cdk/cloudformation-diff";
import type { NormalTemplate } from "./normalise-template.ts";

/** Resources that a deployment would remove, and the data lost with them. */
export interface Loss {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly how: "replaced" | "removed";
  /** Properties that cannot be changed in place. */
  readonly because: readonly string[];
  readonly gone: string;
}

/** Resources that hold something, or that others know by name, and what is lost with each. */
const stateful: Readonly<Record<string, string>> = {
  "AWS::S3::Bucket": "the objects, or the name to a bucket that stays",
  "AWS::S3::BucketPolicy": "for a moment, who may not read the bucket",
  "AWS::KMS::Key": "what the key has encrypted",
  "AWS::Logs::LogGroup": "the logs",
  "AWS::Glue::Database": "tables, partitions and grants",
  "AWS::Glue::Table": "partitions and grants",
  "AWS::AppFlow::Flow": "how far the flow has read",
  "AWS::SQS::Queue": "the messages",
  "AWS::SNS::Topic": "the subscriptions that people have confirmed",
  "AWS::DynamoDB::Table": "the items",
  "AWS::SecretsManager::Secret": "the secret",
  "AWS::IAM::Role": "what Lake Formation has granted to the role",
  "AWS::IAM::ManagedPolicy": "the policy on roles that others have made",
  "AWS::LakeFormation::Resource": "for a moment, access to all that lies there",
  "AWS::LakeFormation::Tag": "the tag on every table and column",
  "AWS::Redshift::Cluster": "the warehouse, but for its last snapshot",
  "AWS::RedshiftServerless::Namespace": "the warehouse, but for its last snapshot",
  "AWS::RedshiftServerless::Workgroup": "the address that clients know",
  "AWS::ElasticLoadBalancingV2::LoadBalancer": "the address that clients know",
  "Custom::RedshiftGrants": "all access to the warehouse, until it is given again",
  "Custom::LakeFormationGrants": "every grant of the platform, until it is made again",
};

/** The losses of going from one state of the templates, by stack, to another. A stack that is gone loses all it held. */
export function lossesBetween(before: Templates, after: Templates): Loss[] {
  return Object.entries(before).flatMap(([stack, template]) =>
    lossesOf(stack, template, after[stack] ?? { Resources: {} }),
  );
}

export type Templates = Readonly<Record<string, NormalTemplate>>;

function lossesOf(stack: string, before: NormalTemplate, after: NormalTemplate): Loss[] {
  const { changes } = fullDiff(before, after, undefined, false).resources;
  return Object.entries(changes).flatMap(([logicalId, change]): Loss[] => {
    const type = change.oldResourceType ?? "";
    const gone = stateful[type];
    if (change.oldValue === undefined || gone === undefined) return [];
    const how = fates[change.changeImpact];
    if (how === undefined) return [];
    const because = Object.entries(change.propertyUpdates)
      .filter(([, { changeImpact }]) => changeImpact && fates[changeImpact] === "replaced")
      .map(([property]) => property);
    return [{ stack, logicalId, type, how, because, gone }];
  });
}

const fates: Partial<Record<ResourceImpact, Loss["how"]>> = {
  [ResourceImpact.WILL_REPLACE]: "replaced",
  [ResourceImpact.MAY_REPLACE]: "replaced",
  [ResourceImpact.WILL_DESTROY]: "removed",
  [ResourceImpact.WILL_ORPHAN]: "removed",
};

/** A loss as a line: `data-lake-zones rawBucket AWS::S3::Bucket would be replaced (BucketName): gone are …`. */
export function showLoss({ stack, logicalId, type, how, because, gone }: Loss): string {
  const why = because.length === 0 ? "" : ` (${because.join(", ")})`;
  return `${stack}/${logicalId} ${type} would be ${how}${why}: gone is ${gone}`;
}
