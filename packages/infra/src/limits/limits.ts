import { awsQuotas } from "@lakewright/config/aws-quotas";

/** A quota, and what to do when it is not enough. */
export interface Limit {
  /** Stable: `LW31` and two digits. */
  readonly code: string;
  readonly what: string;
  readonly max: number;
  readonly hint: string;
}

const moveFlows =
  "move flows to another stack with deployment.pinned_flows, or list fewer fields in them";
const { appFlow, cloudFormation, eventBridge, iam, kms, s3 } = awsQuotas;

/** Quotas that templates are held to. */
export const limits = {
  resources: {
    code: "LW3101",
    what: "resources",
    max: cloudFormation.resources,
    hint: moveFlows,
  },
  templateBytes: {
    code: "LW3102",
    what: "bytes of template",
    max: cloudFormation.templateBytes,
    hint: moveFlows,
  },
  outputs: {
    code: "LW3103",
    what: "outputs",
    max: cloudFormation.outputs,
    hint: "publish fewer values of the stack",
  },
  parameters: {
    code: "LW3104",
    what: "parameters",
    max: cloudFormation.parameters,
    hint: "pass fewer parameters",
  },
  managedPolicy: {
    code: "LW3105",
    what: "characters of managed policy",
    max: iam.managedPolicyLength,
    hint: "split the policy in two, both attached",
  },
  inlinePolicies: {
    code: "LW3106",
    what: "characters of inline policies of a role",
    max: iam.inlinePoliciesLength,
    hint: "use managed policies",
  },
  trustPolicy: {
    code: "LW3107",
    what: "characters of trust policy",
    max: iam.trustPolicyLength,
    hint: "let fewer principals assume the role",
  },
  bucketPolicy: {
    code: "LW3108",
    what: "bytes of bucket policy",
    max: s3.bucketPolicyBytes,
    hint: "name fewer principals, or let them in through access points",
  },
  keyPolicy: {
    code: "LW3109",
    what: "bytes of key policy",
    max: kms.keyPolicyBytes,
    hint: "name fewer principals",
  },
  eventPattern: {
    code: "LW3110",
    what: "characters of event pattern",
    max: eventBridge.patternLength,
    hint: "split the rule",
  },
  flows: {
    code: "LW3111",
    what: "AppFlow flows of this environment",
    max: appFlow.flows,
    hint: "spread objects over accounts, or ask AWS for more flows; each slice of a first load is one",
  },
  rules: {
    code: "LW3112",
    what: "rules on the default event bus",
    max: eventBridge.rules,
    hint: "ask AWS for more rules, or shorten names of profiles: a rule matches as many flows as fit into it",
  },
  flowName: {
    code: "LW3113",
    what: "characters of flow name",
    max: appFlow.nameLength,
    hint: "shorten the platform, the profile or the object: a slice of a first load adds `-first-<n>`",
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;
