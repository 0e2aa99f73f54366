/** Runs SQL in the warehouse on AWS, one statement at a time, each to its end. */
export interface WarehouseSql {
  /**
   * Rows as texts, null where there is no value; empty for statements that answer none. `:name` in the statement takes
   * the parameter's value.
   */
  run(statement: string, parameters?: Readonly<Record<string, string>>): Promise<readonly SqlRow[]>;
}

export type SqlRow = readonly (string | null)[];

/** Where statements run, and as whom. */
export interface RedshiftTarget {
  readonly kind: "provisioned" | "serverless";
  /** Of the cluster, or of the workgroup. */
  readonly name: string;
  readonly database: string;
  /** Name or ARN of the secret of the database user. */
  readonly secret: string;
}
