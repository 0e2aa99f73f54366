/**
 * Properties that hold what the product promises: encryption, closed access, plain rights. cdk-nag judges constructs and
 * does not see an override in the template, so that one of these would pass unjudged.
 */
const protectedProperties: ReadonlySet<string> = new Set([
  ...["BucketEncryption", "PublicAccessBlockConfiguration", "OwnershipControls", "AccessControl"],
  ...["KmsKeyId", "KmsKeyArn", "KMSArn", "KmsMasterKeyId", "SqsManagedSseEnabled"],
  ...["EnableKeyRotation", "KeyPolicy", "PolicyDocument", "Policies", "AssumeRolePolicyDocument"],
  ...["ManagedPolicyArns", "PermissionsBoundary", "Policy", "ResourcePolicy"],
  // Properties by which Lake Formation leaves access to IAM: locations in hybrid mode, and new tables of a database.
  ...["HybridAccessEnabled", "DatabaseInput"],
]);

/** The property of `Properties.A.B` that must not be overridden; undefined where it may. */
export function protectedProperty(path: string): string | undefined {
  // CDK takes backslashes off.
  const [section, property = ""] = path.replaceAll("\\", "").split(".");
  return section === "Properties" && protectedProperties.has(property) ? property : undefined;
}
