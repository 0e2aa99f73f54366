/** Fields that identify the rows of an object, their deletion and their changes. An object may lack any of them. */
export interface RowFields {
  /** Identifies a row permanently. */
  readonly key: string;
  /** True for a deleted row; undefined = the source has no such field. */
  readonly deletedMark: string | undefined;
  /** Times that can order a row's changes and are set in every row, best first. */
  readonly changeStamps: readonly string[];
}

/**
 * The fields that readers of the lake look for, who have no source to ask. The names are Salesforce's, where users and
 * system processes both move SystemModstamp.
 */
export const defaultRowFields: RowFields = {
  key: "Id",
  deletedMark: "IsDeleted",
  changeStamps: ["SystemModstamp", "LastModifiedDate", "CreatedDate", "LoginTime"],
};
