import type { EltProject, TableName, Warehouse } from "@lakewright/config";
import type { AgeLimits } from "./source-freshness.ts";

/** A registered table as ELT reads it: every loaded version of every row. */
export interface EltSource extends TableName {
  /** With their Hive types, as registered. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Column that holds the load date as `YYYYMMDD`. */
  readonly partitionColumn: string;
  /** Whether a load date holds changes alone; otherwise it holds the whole object. */
  readonly incremental: boolean;
  /** Column that orders versions of a row within a load date; undefined = there is none. */
  readonly orderColumn: string | undefined;
  /** Column that numbers the runs of a load date, on the engine of one machine; absent where runs cannot be told apart. */
  readonly runColumn?: string | undefined;
  /** How old its newest load date may be; absent where it is not watched. */
  readonly freshness?: AgeLimits | undefined;
  /** Column that marks deleted rows; undefined = there is none. */
  readonly deletedColumn: string | undefined;
}

/** Everything that a dbt project is generated from. */
export interface EltInput {
  readonly platform: string;
  readonly project: EltProject;
  readonly warehouse: Warehouse;
  /** The project's tables that are registered. */
  readonly sources: readonly EltSource[];
}

/** Text of each file by its path in the project. */
export type GeneratedFiles = Readonly<Record<string, string>>;
