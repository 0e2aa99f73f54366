/** Columns of the tables that an environment has loaded or built, as its catalog holds them. */
export interface KnownColumns {
  /** The environment whose tables they are. */
  readonly environment: string;
  /** By `<database>.<table>`, both in lower case; partition columns included. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}
