/** Settings of Lake Formation in one account and region: one owner only may write them. */
export interface LakeSettings {
  /** ARNs, in the service's order. */
  readonly administrators: readonly string[];
  /** Principals that get a permission on every new database without anybody granting it. */
  readonly newDatabasesOpenTo: readonly string[];
  /** The same for new tables. */
  readonly newTablesOpenTo: readonly string[];
}

export interface LakeSettingsStore {
  read(): Promise<LakeSettings>;
  /**
   * Writes these and keeps every other setting as it is. Defaults can only be closed: a principal that had
   * no permission by default gets none.
   */
  write(settings: LakeSettings): Promise<void>;
}

/** Says who still exists. */
export interface Identities {
  /** False only if IAM knows no role of that ARN; any other failure is thrown. */
  roleExists(arn: string): Promise<boolean>;
}
