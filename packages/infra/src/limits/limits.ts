/** What AWS allows of a thing, and what to do when it is not enough. */
export interface Limit {
  /** Stable: `LW31` and two digits. */
  readonly code: string;
  readonly what: string;
  readonly most: number;
  readonly hint: string;
}

const limit = (code: string, what: string, most: number, hint: string): Limit => ({
  code,
  what,
  most,
  hint,
});

const moveFlows =
  "move flows to another stack with deployment.pinned_flows, or list fewer fields in them";

/** Quotas of CloudFormation, IAM, S3, KMS, EventBridge and AppFlow (their user guides, "quotas"). */
export const limits = {
  resources: limit("LW3101", "resources", 500, moveFlows),
  // "Template may not exceed 1000000 bytes in size": not 2^20.
  templateBytes: limit("LW3102", "bytes of template", 1_000_000, moveFlows),
  outputs: limit("LW3103", "outputs", 200, "publish fewer values of the stack"),
  parameters: limit("LW3104", "parameters", 200, "pass fewer parameters"),
  managedPolicy: limit(
    "LW3105",
    "characters of managed policy",
    6144,
    "split the policy in two, both attached",
  ),
  inlinePolicies: limit(
    "LW3106",
    "characters of inline policies of a role",
    10_240,
    "use managed policies",
  ),
  trustPolicy: limit(
    "LW3107",
    "characters of trust policy",
    2048,
    "let fewer principals assume the role",
  ),
  bucketPolicy: limit(
    "LW3108",
    "bytes of bucket policy",
    20_480,
    "name fewer principals, or let them in through access points",
  ),
  keyPolicy: limit("LW3109", "bytes of key policy", 32_768, "name fewer principals"),
  eventPattern: limit("LW3110", "characters of event pattern", 2048, "split the rule"),
  flows: limit(
    "LW3111",
    "AppFlow flows of this environment",
    1000,
    "spread objects over accounts, or ask AWS for more flows; each slice of a first load is one",
  ),
  rules: limit(
    "LW3112",
    "rules on the default event bus",
    300,
    "ask AWS for more rules, or shorten names of profiles: a rule matches as many flows as fit into it",
  ),
  flowName: limit(
    "LW3113",
    "characters of flow name",
    256,
    "shorten the platform, the profile or the object: a slice of a first load adds `-first-<n>`",
  ),
} as const;

export type LimitName = keyof typeof limits;
