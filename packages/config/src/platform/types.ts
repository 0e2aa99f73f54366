import type { SourcePosition } from "../source/source-position.ts";
import type { Reference } from "../values/reference.ts";

export const zoneNames = ["raw", "curated", "outbound", "quarantine"] as const;
export type ZoneName = (typeof zoneNames)[number];

/** One environment as platform.yaml declares it. */
export interface DeclaredEnvironment {
  readonly name: string;
  /** The environment whose name goes into buckets and flows: `local` stands for another one. */
  readonly standsFor: string;
  /** Twelve digits; `000000000000` locally. */
  readonly account: string;
  /** `local` locally. */
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Bucket name of each zone: `<platform>-<env>-<zone>-<account>-<region>`. */
  readonly buckets: Readonly<Record<ZoneName, string>>;
  /** Age limits of the objects of each zone. */
  readonly zones: Readonly<Record<ZoneName, ZoneSettings>>;
  /** Server that OpenLineage events are sent to; undefined = they are only written to files. */
  readonly lineage: LineageTarget | undefined;
  /** How the environment is deployed to AWS; undefined for `local`. */
  readonly deployment: Deployment | undefined;
}

/** A server that takes OpenLineage events. */
export interface LineageTarget {
  /** https, or http on this machine; without a slash at its end. */
  readonly url: string;
  /** Sent as bearer token; undefined = none is. */
  readonly apiKey: Reference | undefined;
}

export interface ZoneSettings {
  /** Days until objects move to a colder storage class; undefined = never. */
  readonly archiveAfterDays: number | undefined;
  /** Days until objects are deleted; undefined = never. */
  readonly expireAfterDays: number | undefined;
}

/** Resources that an account provides; those that it does not are made. */
export interface Deployment {
  /** Qualifier of the CDK bootstrap stack in the account. */
  readonly qualifier: string;
  /** ARN of a policy that bounds every role; undefined = `core` makes one. */
  readonly permissionsBoundary: string | undefined;
  /** ARN of a KMS key that encrypts everything; undefined = `core` makes keys. */
  readonly key: string | undefined;
  /** Name of a bucket that takes access logs; undefined = `core` makes one. */
  readonly loggingBucket: string | undefined;
  /** ARN of the role by which Lake Formation reads the zones; undefined = `data_lake` makes one. */
  readonly locationRole: string | undefined;
  /** VPC of Lambda functions; undefined = outside of any VPC. */
  readonly vpc: DeploymentVpc | undefined;
  /** Names or ARNs of IAM roles that administer Lake Formation beside the deployment role. */
  readonly lakeAdministrators: readonly string[];
  /** ARN of an SNS topic that alarms go to; undefined = `data_lake` makes one. */
  readonly alarmTopic: string | undefined;
  readonly logRetentionDays: number;
  /** Moves single flows, by name, to another of the fixed hash buckets. */
  readonly pinnedFlows: Readonly<Record<string, number>>;
  /** Properties to set in a template: logical path of the construct → path of the property → value. */
  readonly overrides: readonly PropertyOverride[];
  /** Findings of policy checkers that somebody answers for, one by one. */
  readonly acknowledgements: readonly Acknowledgement[];
  readonly at: SourcePosition;
}

export interface DeploymentVpc {
  readonly id: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

export interface PropertyOverride {
  /** `<app>/<construct>/…` below the app, such as `data_lake/zones/raw`. */
  readonly construct: string;
  /** `Properties.…` with dots, such as `Properties.ObjectLockEnabled`. */
  readonly property: string;
  readonly value: unknown;
  readonly at: SourcePosition;
}

export interface Acknowledgement {
  /**
   * Rule of the checker, such as `AwsSolutions-S1` or `CKV_AWS_18`. `S3BucketReplicationEnabled` without a pack is the
   * rule in every pack that has it.
   */
  readonly finding: string;
  /** Logical path of what the finding is about, such as `data_lake/zones/raw`, and all below it. */
  readonly on: string;
  readonly owner: string;
  readonly reason: string;
  readonly at: SourcePosition;
}
