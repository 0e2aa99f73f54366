/** Quotas of AWS, each number once: for the rules of the folder, for `synth` and for `doctor` (user guides, "quotas"). */
export const awsQuotas = {
  appFlow: {
    /** Of an account in a region. */
    flows: 1000,
    connectorProfiles: 100,
    nameLength: 256,
    descriptionLength: 2048,
    taskPropertyLength: 2048,
    /** Failed runs in a row after which a scheduled flow is turned off. */
    failuresInARow: 100,
  },
  cloudFormation: {
    resources: 500,
    /** "Template may not exceed 1000000 bytes in size": not 2^20. */
    templateBytes: 1_000_000,
    outputs: 200,
    parameters: 200,
    /** Of an expression of LF-tags. */
    tagExpressionKeys: 5,
  },
  eventBridge: { rules: 300, patternLength: 2048 },
  iam: { managedPolicyLength: 6144, inlinePoliciesLength: 10_240, trustPolicyLength: 2048 },
  kms: { keyPolicyBytes: 32_768 },
  lakeFormation: {
    administrators: 30,
    /** Of one principal on one table. */
    filters: 100,
    tagKeys: 1000,
    tagValues: 1000,
    tagLength: 50,
    tagsOnResource: 50,
    /** Of one principal. */
    tagExpressions: 50,
    tagExpressionBytes: 900,
  },
  redshift: { connections: 500 },
  s3: { bucketPolicyBytes: 20_480 },
  tagsOnResource: 50,
} as const;

const fewRules: ReadonlySet<string> = new Set(["af-south-1", "eu-south-1"]);

/** Rules of EventBridge that a bus of this region holds. */
export function maxEventRules(region: string | undefined): number {
  return region !== undefined && fewRules.has(region) ? 100 : awsQuotas.eventBridge.rules;
}

/** Share of a quota from which on to warn: raising a quota or rebuilding takes time. */
const warnAt = 0.8;

/** `over` when a count exceeds a quota, `near` from 80 % of it on, otherwise undefined. */
export function quotaUsage(count: number, max: number): "over" | "near" | undefined {
  if (count > max) return "over";
  return count >= max * warnAt ? "near" : undefined;
}
