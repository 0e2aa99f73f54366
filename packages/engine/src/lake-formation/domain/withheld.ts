/** A permission that access.yaml declares and Lake Formation is not given, with the reason. */
export interface Withheld {
  readonly principal: string;
  /** The resource, for people. */
  readonly on: string;
  readonly permission: string;
  /** Id of the grant. */
  readonly grant: string;
  readonly reason: string;
}

/** Lake Formation developer guide, "Notes and restrictions for column-level filtering". */
export const besideColumns =
  "beside SELECT on some columns Lake Formation refuses it, or drops the column list";

/** Lake Formation developer guide, "Lake Formation permissions reference". */
export const readsEverything =
  "it lets its holder read every column, also those that are added later; the known columns are opened by SELECT";
