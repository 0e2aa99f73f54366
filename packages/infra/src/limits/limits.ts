/** What AWS allows of a thing, and what to do when it is not enough. */
export interface Limit {
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
  resources: limit("limit_resources", "resources", 500, moveFlows),
  // "Template may not exceed 1000000 bytes in size": not 2^20.
  templateBytes: limit("limit_template_bytes", "bytes of template", 1_000_000, moveFlows),
  outputs: limit("limit_outputs", "outputs", 200, "publish fewer values of the stack"),
  parameters: limit("limit_parameters", "parameters", 200, "pass fewer parameters"),
  managedPolicy: limit(
    "limit_managed_policy",
    "characters of managed policy",
    6144,
    "split the policy in two, both attached",
  ),
  inlinePolicies: limit(
    "limit_inline_policies",
    "characters of inline policies of a role",
    10_240,
    "use managed policies",
  ),
  trustPolicy: limit(
    "limit_trust_policy",
    "characters of trust policy",
    2048,
    "let fewer principals assume the role",
  ),
  bucketPolicy: limit(
    "limit_bucket_policy",
    "bytes of bucket policy",
    20_480,
    "name fewer principals, or let them in through access points",
  ),
  keyPolicy: limit("limit_key_policy", "bytes of key policy", 32_768, "name fewer principals"),
  eventPattern: limit("limit_event_pattern", "characters of event pattern", 2048, "split the rule"),
  flows: limit(
    "limit_flows",
    "AppFlow flows of this environment",
    1000,
    "spread objects over accounts, or ask AWS for more flows; each slice of a first load is one",
  ),
  rules: limit(
    "limit_rules",
    "rules on the default event bus",
    300,
    "ask AWS for more rules, or shorten names of profiles: a rule matches as many flows as fit into it",
  ),
} as const;

export type LimitName = keyof typeof limits;
