/** Fields by which rows, deletions and changes are told apart. An object may lack any of them. */
export interface RowFields {
  /** Identifies a row for ever. */
  readonly key: string;
  /** True for a deleted row; undefined = the source has no such field. */
  readonly deletedMark: string | undefined;
  /** Times that can order a row's changes and are set in every row, best first. */
  readonly changeStamps: readonly string[];
}

/**
 * What readers of the lake go by, who have no source to ask. The names are Salesforce's, where users and system processes
 * both move SystemModstamp.
 */
export const defaultRowFields: RowFields = {
  key: "Id",
  deletedMark: "IsDeleted",
  changeStamps: ["SystemModstamp", "LastModifiedDate", "CreatedDate", "LoginTime"],
};
