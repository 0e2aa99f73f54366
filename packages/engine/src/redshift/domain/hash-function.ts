import { redshiftText } from "./redshift-text.ts";

/** Schema of what the platform needs in the warehouse for itself. No role of access.yaml may use it. */
export const ownSchema = "lakewright";

/** Names of Lambda functions in SQL begin with `f_`, which Redshift keeps free ("CREATE EXTERNAL FUNCTION"). */
export const hashFunction = "f_keyed_hash";

const signature = `"${ownSchema}"."${hashFunction}"(VARCHAR(65535))`;

/** The Lambda function that hashes, and the role by which Redshift may call it. */
export interface HashFunction {
  readonly lambda: string;
  readonly roleArn: string;
}

/**
 * Makes the function by which masks hash. The key is known to the Lambda function alone: text of a policy is visible in
 * Redshift's catalog and logs (docs/adr/0017). Nobody may call it by name, or a guess could be tried.
 */
export function hashFunctionStatements({ lambda, roleArn }: HashFunction): readonly string[] {
  return [
    `CREATE SCHEMA IF NOT EXISTS "${ownSchema}"`,
    `CREATE EXTERNAL FUNCTION ${signature} RETURNS VARCHAR(65535) STABLE LAMBDA ${redshiftText(lambda)} IAM_ROLE ${redshiftText(roleArn)}`,
    `REVOKE EXECUTE ON FUNCTION ${signature} FROM PUBLIC`,
  ];
}

/** A column as its keyed hash, NULL where there is no value: the Lambda function hashes by core's `keyedHash`. */
export function hashedColumn(quoted: string): string {
  return `CASE WHEN ${quoted} IS NOT NULL THEN "${ownSchema}"."${hashFunction}"(CAST(${quoted} AS VARCHAR(65535))) END`;
}
