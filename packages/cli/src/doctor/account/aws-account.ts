/** Questions of doctor to an account and region of AWS. Each rejects with the SDK's own error. */
export interface AwsAccount {
  /** Whose credentials these are. */
  caller(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Version of the CDK bootstrap stack with this qualifier; undefined if there is none. */
  bootstrapVersion(qualifier: string): Promise<number | undefined>;
  /** ARNs of the administrators of Lake Formation. */
  lakeAdministrators(): Promise<readonly string[]>;
  /** Connector type of every connector profile of AppFlow, in lower case, by the profile's name. */
  connectorProfiles(): Promise<ReadonlyMap<string, string>>;
  flowNames(): Promise<readonly string[]>;
  close(): void;
}
