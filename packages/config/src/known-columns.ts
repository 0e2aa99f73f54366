import { didYouMean } from "./did-you-mean.ts";

/** Columns of the tables that an environment has loaded or built, as its catalog holds them. */
export interface KnownColumns {
  /** The environment whose tables they are. */
  readonly environment: string;
  /** By `<database>.<table>`, both in lower case; partition columns included. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

/** What to do about a column that a table does not have: the nearest name, or load what is new. */
export function missingColumnHint(column: string, known: Iterable<string>): string {
  return (
    didYouMean(column, known) ??
    "correct the name; if the column is new at the source, load it first: lakewright run"
  );
}
