import type { TableName } from "../names/table-id.ts";
import type { SourcePosition } from "../source/source-position.ts";
import type { Schedule } from "../values/schedule.ts";
/** warehouse.yaml in one environment: the warehouse on AWS, and the models that ELT builds in it on every engine. */

export interface Warehouse {
  readonly redshift: Redshift;
  readonly externalSchemas: readonly ExternalSchema[];
  readonly projects: readonly EltProject[];
  /** Undefined when the folder declares no vault. */
  readonly vault: Vault | undefined;
  readonly marts: readonly Mart[];
  /** Functions of the warehouse that the steward approves as hiding what is personal, lower case, beside the generated ones. */
  readonly maskingFunctions: readonly string[];
  readonly at: SourcePosition;
}

/** Configuration of the warehouse on AWS. On one machine it is a DuckDB file. */
export type Redshift = RedshiftServerless | RedshiftProvisioned;

interface RedshiftShared {
  /** Name of the database. */
  readonly database: string;
  readonly usageLimits: readonly UsageLimit[];
  readonly network: RedshiftNetwork;
  readonly at: SourcePosition;
}

/** Place of the warehouse in the deployment's VPC, and its clients. */
export interface RedshiftNetwork {
  /** Undefined = the deployment's own. A cluster is placed in the first. */
  readonly subnets: readonly string[] | undefined;
  /** IPv4 ranges and security groups that clients come from; both empty = the deployment's security groups. */
  readonly clientCidrs: readonly string[];
  readonly clientSecurityGroups: readonly string[];
  /** Whether a load balancer gives the warehouse a fixed address. */
  readonly loadBalancer: boolean;
}

export interface RedshiftServerless extends RedshiftShared {
  readonly kind: "serverless";
  /** Redshift processing units, in steps of 8. */
  readonly baseCapacity: number;
  /** Undefined = no limit. */
  readonly maxCapacity: number | undefined;
}

export interface RedshiftProvisioned extends RedshiftShared {
  readonly kind: "provisioned";
  readonly nodeType: string;
  readonly nodes: number;
  /** When the cluster sleeps; both or neither, in AWS's spelling `cron(…)`, UTC. */
  readonly pause: { readonly pauseAt: string; readonly resumeAt: string } | undefined;
  /** Queues of workload management, in order; empty = Redshift's own default. */
  readonly queues: readonly WorkloadQueue[];
}

export interface UsageLimit {
  readonly feature:
    | "serverless-compute"
    | "spectrum"
    | "concurrency-scaling"
    | "cross-region-datasharing";
  /** RPU hours, terabytes or minutes, as the feature is measured. */
  readonly amount: number;
  readonly period: "daily" | "weekly" | "monthly";
  readonly onBreach: "log" | "emit-metric" | "deactivate";
}

export interface WorkloadQueue {
  readonly name: string;
  /** Roles of access.yaml whose statements go into it. */
  readonly roles: readonly string[];
  readonly priority: "highest" | "high" | "normal" | "low" | "lowest";
  readonly concurrencyScaling: boolean;
}

/** A database of the catalog as one persona sees it in SQL: the persona's own Spectrum role reads it. */
export interface ExternalSchema {
  /** Name of the schema in the warehouse. */
  readonly name: string;
  /** Catalog database. */
  readonly database: string;
  /** Role of access.yaml. */
  readonly role: string;
  readonly at: SourcePosition;
}

/** One dbt project: a domain or country that builds its own schemas. */
export interface EltProject {
  readonly name: string;
  readonly owner: string;
  /** Role of access.yaml that dbt builds as; undefined = not given. */
  readonly role: string | undefined;
  /** Schemas that the project alone writes, those of its vault and marts included. */
  readonly schemas: readonly string[];
  /** Schema of the staging models: each registered table typed and renamed. */
  readonly stagingSchema: string;
  /** Catalog tables that staging models are made of. */
  readonly tables: readonly TableName[];
  readonly trigger: EltTrigger;
  /** `HH:MM` UTC by which it must have started; undefined = none. */
  readonly deadline: string | undefined;
  readonly freshness: FreshnessLimits;
  /** Folder of the project's own models, tests and macros, absolute; it need not exist. */
  readonly modelsFolder: string;
  readonly at: SourcePosition;
}

/** `arrival` = as soon as every table of the project has its run of the day. */
export type EltTrigger =
  | { readonly kind: "arrival" }
  | { readonly kind: "schedule"; readonly schedule: Schedule };

/** Maximum age of the newest load of a table that is loaded daily; for less frequent loads the interval is added. */
export interface FreshnessLimits {
  readonly warnAfterHours: number;
  readonly errorAfterHours: number;
  /** Effect on a build when a table is older than `errorAfterHours`. */
  readonly onStale: "warn" | "stop";
}

/** A Data Vault 2.0. Sources of tables that only other environments have are absent. */
export interface Vault {
  /** The ELT project that builds it. */
  readonly project: string;
  /** Schema of hubs, links, satellites and effectivity. */
  readonly rawSchema: string;
  /** Schema of what is derived from them: views, point-in-time tables, bridges. */
  readonly businessSchema: string;
  readonly hubs: readonly Hub[];
  readonly links: readonly Link[];
  readonly satellites: readonly Satellite[];
  readonly pointInTimes: readonly PointInTime[];
  readonly bridges: readonly Bridge[];
  readonly at: SourcePosition;
}

/** A business concept: one row for each business key that any feed has named. */
export interface Hub {
  readonly name: string;
  readonly sources: readonly HubSource[];
  readonly at: SourcePosition;
}

export interface HubSource extends TableName {
  /** Columns of the feed that are the business key, in order. */
  readonly key: readonly string[];
}

/** A relationship between hubs: one row for each combination of their keys. */
export interface Link {
  readonly name: string;
  /** Hubs in order. One hub may have several roles. */
  readonly ends: readonly LinkEnd[];
  readonly source: TableName;
  /** End whose key has one partner at a time: what an effectivity satellite follows; undefined = none is kept. */
  readonly drivingEnd: string | undefined;
  readonly at: SourcePosition;
}

export interface LinkEnd {
  /** Name of the key in the link; the hub's name unless the hub has several roles. */
  readonly name: string;
  readonly hub: string;
  /** Columns of the feed that hold the hub's business key, in order. */
  readonly key: readonly string[];
}

/** Attributes of a hub or a link from one feed, with full history. */
export interface Satellite {
  readonly name: string;
  /** Hub or link that it describes. */
  readonly parent: { readonly kind: "hub" | "link"; readonly name: string };
  readonly source: TableName;
  /** Columns of the feed that are the hub's business key; empty for a link, which has keys of its own. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly at: SourcePosition;
}

/** For each business key and day: which row of each satellite held. */
export interface PointInTime {
  readonly name: string;
  readonly hub: string;
  readonly satellites: readonly string[];
  readonly at: SourcePosition;
}

/** For each day: which keys hang together across links that share a hub with the one before. */
export interface Bridge {
  readonly name: string;
  readonly links: readonly string[];
  readonly at: SourcePosition;
}

/** A schema for readers. Its SQL is in the project's own models; this is its contract and its tests. */
export interface Mart {
  readonly name: string;
  readonly project: string;
  readonly schema: string;
  readonly owner: string;
  readonly tables: readonly MartTable[];
  readonly at: SourcePosition;
}

export interface MartTable {
  readonly name: string;
  readonly description: string;
  /** Columns that together are not null and unique; empty = no key. */
  readonly key: readonly string[];
  readonly columns: readonly MartColumn[];
  /** Minimum number of rows of a build. */
  readonly leastRows: number;
  /** Whether it is also written as Parquet to the `curated` zone. */
  readonly publish: boolean;
  readonly at: SourcePosition;
}

export interface MartColumn {
  readonly name: string;
  readonly type: MartType;
  readonly description: string;
}

/**
 * Types that DuckDB and Redshift both have under one name and with one meaning. A text has a length in bytes, 256 where none is
 * given: Redshift keeps to it, on DuckDB a test does.
 */
export type MartType =
  | "varchar"
  | `varchar(${number})`
  | "boolean"
  | "integer"
  | "bigint"
  | "double precision"
  | "decimal(18,2)"
  | "date"
  | "timestamp";
