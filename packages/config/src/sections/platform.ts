/** What a valid platform folder means, with every default filled in and every name resolved. */

import type { Access } from "../access/types.ts";
import type { Warehouse } from "../warehouse/types.ts";

/** Where a declaration stands in the folder; `line` and `column` count from 1. */
export interface SourcePosition {
  /** Path of the file, absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Platform {
  readonly name: string;
  readonly owner: string;
  /** Absolute path of the folder that was read. */
  readonly folder: string;
  readonly environments: Readonly<Record<string, Environment>>;
}

export const zoneNames = ["raw", "curated", "outbound", "quarantine"] as const;
export type ZoneName = (typeof zoneNames)[number];

/** One environment with everything that applies to it; another environment's entries are absent. */
export interface Environment {
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
  readonly connections: Readonly<Record<string, Connection>>;
  readonly flows: readonly Flow[];
  /** How long each zone keeps what it holds. */
  readonly zones: Readonly<Record<ZoneName, ZoneSettings>>;
  /** Where OpenLineage events are sent to; undefined = they stand in files alone. */
  readonly lineage: LineageTarget | undefined;
  /** How the environment is deployed to AWS; undefined for `local`. */
  readonly deployment: Deployment | undefined;
  /** Who may see what; undefined when the folder has no access.yaml. */
  readonly access: Access | undefined;
  /** The warehouse and what ELT builds in it; undefined when the folder has no warehouse.yaml. */
  readonly warehouse: Warehouse | undefined;
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

/** What an account brings, and what is made there in its place where it brings nothing. */
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
  /** Where Lambda functions run; undefined = outside of any VPC. */
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

/** A value that is looked up when it is needed and never stored: `${env:NAME}` or `${secret:NAME}`. */
export interface Reference {
  readonly from: "env" | "secret";
  readonly name: string;
}

export type Connection = SalesforceConnection | OtherConnection;

export interface SalesforceConnection {
  readonly kind: "salesforce";
  readonly name: string;
  /** `https://host[:port]`, without a trailing slash; plain http only on loopback. */
  readonly instanceUrl: string | Reference;
  /** Two digits and `.0`, such as `62.0`. */
  readonly apiVersion: string;
  readonly auth: SalesforceAuth;
  /** PEM file of an extra certificate authority to trust, absolute. */
  readonly caFile: string | undefined;
  readonly at: SourcePosition;
}

/** The ways in that Salesforce offers to servers (facts: §5.8). Secrets are references, never text. */
export type SalesforceAuth =
  | {
      readonly grant: "client_credentials";
      readonly clientId: string | Reference;
      readonly clientSecret: Reference;
    }
  | {
      readonly grant: "jwt_bearer";
      readonly clientId: string | Reference;
      readonly username: string | Reference;
      readonly privateKey: Reference;
      readonly audience: string | undefined;
    }
  | {
      readonly grant: "refresh_token";
      readonly clientId: string | Reference;
      readonly clientSecret: Reference | undefined;
      readonly refreshToken: Reference;
    };

/** A connection that is declared and checked, and does not run on one machine yet. */
export interface OtherConnection {
  readonly kind: "other";
  readonly connector: string;
  readonly name: string;
  readonly at: SourcePosition;
}

/** 1 = personal, 0 = none, absent = unclassified, which is not 0: closed until someone decides. */
export type Sensitivity = "personal" | "none" | "unclassified";

/** One AppFlow flow: one object over one connector profile. */
export interface Flow {
  /** `<platform>-<env>-<profile>-<object>[-out]`, as AppFlow allows it; also the folder under the prefix. */
  readonly name: string;
  /** Which way the rows go: into the lake, or back out of it. */
  readonly direction: "in" | "out";
  /** Connector types in lower case: `salesforce`, `s3`, `sapodata` … */
  readonly source: string;
  readonly destination: string;
  /** API name of the object at the connector. */
  readonly object: string;
  /** Name of the connection. */
  readonly profile: string;
  /** Catalog database: the checked lower-case form of the profile. */
  readonly database: string;
  /** Catalog table: the checked lower-case form of the object. */
  readonly table: string;
  /** Key prefix without slashes at its ends; empty for none. */
  readonly prefix: string;
  /** Full first and then increments; false = everything, each run. */
  readonly incremental: boolean;
  /** Field that orders changes, such as `SystemModstamp`. */
  readonly incrementalField: string;
  /** What the first run reads: everything, or changes since a date (UTC midnight). */
  readonly firstLoad: "full" | Date;
  /** How far each window reaches back before the last one's end; 0 = AppFlow's own behaviour. */
  readonly overlapSeconds: number;
  readonly includeDeleted: boolean;
  readonly excludeFields: readonly string[];
  /** Personal fields that stay readable on a laptop against a real org, each named on purpose. */
  readonly clearFields: readonly string[];
  readonly api: "bulk" | "rest" | "auto";
  /** Fields that are read, and no others; undefined = all but the excluded ones. */
  readonly fields: readonly string[] | undefined;
  /** Days (UTC midnight, ascending) at which a first load too large for one AppFlow run is cut; empty = not cut. */
  readonly firstLoadCuts: readonly Date[];
  /** `suspended` flows are deployed and do not run on AWS. */
  readonly status: "active" | "suspended";
  /** Undefined = on demand. */
  readonly schedule: Schedule | undefined;
  /** Partition column that holds the load date as `YYYYMMDD`. */
  readonly partitionColumn: string;
  readonly upsertField: string | undefined;
  readonly sensitivity: Sensitivity;
  readonly description: string;
  /** Where the object is declared, for messages that ask for a line to be added. */
  readonly at: SourcePosition;
}

export type Schedule =
  | {
      readonly kind: "rate";
      readonly value: number;
      readonly unit: "minutes" | "hours" | "days" | "weeks" | "months";
      /** AppFlow's spelling: `rate(1days)`. */
      readonly expression: string;
    }
  | {
      readonly kind: "cron";
      /** AppFlow's spelling: `cron(0 6 * * ? *)`. */
      readonly expression: string;
    };
