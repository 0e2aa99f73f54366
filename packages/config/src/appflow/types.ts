import type { SourcePosition } from "../source/source-position.ts";
import type { Schedule } from "../values/schedule.ts";

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
  /** The flow whose object this one reads again as a whole on AWS, into a table of its own, and that flow's table; absent in all others. */
  readonly companionOf?: { readonly name: string; readonly table: string } | undefined;
  /** Key prefix without slashes at its ends; empty for none. */
  readonly prefix: string;
  /** Full first and then increments; false = everything, each run. */
  readonly incremental: boolean;
  /** Field that orders changes, such as `SystemModstamp`. */
  readonly incrementalField: string;
  /** Scope of the first run: everything, or changes since a date (UTC midnight). */
  readonly firstLoad: "full" | Date;
  /** How far each window reaches back before the last one's end; on AWS the schedule offset. */
  readonly overlapSeconds: number;
  /** When formula fields, and fields that were added later, are read again for all rows; undefined = never. */
  readonly refresh: Schedule | undefined;
  readonly includeDeleted: boolean;
  readonly excludeFields: readonly string[];
  /** Where the object itself lists them; absent where its class does, whose list may name fields of other objects. */
  readonly excludeFieldsAt?: SourcePosition;
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
  /** Position of the object, for messages that ask for a line to be added. */
  readonly at: SourcePosition;
}
