import type { LimitName } from "./limits.ts";
import { policyLength } from "./policy-length.ts";
import type { Template, TemplateResource, WrittenStack } from "./template.ts";

/** Use of one limit. */
export interface Measure {
  readonly limit: LimitName;
  /** Stack, or stack and logical id. */
  readonly where: string;
  readonly used: number;
  /** The largest parts, where they say what to change. */
  readonly largest?: string;
}

/** Use of every limit that a stack has for itself. */
export function measureStack({ name, bytes, template }: WrittenStack): readonly Measure[] {
  const count = (limit: LimitName, of: Readonly<Record<string, unknown>> = {}) => ({
    limit,
    where: name,
    used: Object.keys(of).length,
  });
  const resources = Object.entries(template.Resources ?? {});
  return [
    count("resources", template.Resources),
    { limit: "templateBytes", where: name, used: bytes, largest: largestOf(resources) },
    count("outputs", template.Outputs),
    count("parameters", template.Parameters),
    ...resources.flatMap(([id, resource]) => measureResource(`${name} ${id}`, resource)),
    ...inlinePolicies(name, template),
  ];
}

/** The three largest resources, such as `Account 42 kB`. */
function largestOf(resources: readonly (readonly [string, unknown])[]): string {
  return resources
    .map(([id, resource]) => ({ id, length: JSON.stringify(resource).length }))
    .sort((a, b) => b.length - a.length)
    .slice(0, 3)
    .map(({ id, length }) => `${id} ${Math.ceil(length / 1000)} kB`)
    .join(", ");
}

function measureResource(where: string, { Type, Properties = {} }: TemplateResource): Measure[] {
  const document = (limit: LimitName, property: string): Measure[] =>
    property in Properties ? [{ limit, where, used: policyLength(Properties[property]) }] : [];
  switch (Type) {
    case "AWS::IAM::ManagedPolicy":
      return document("managedPolicy", "PolicyDocument");
    case "AWS::IAM::Role":
      return document("trustPolicy", "AssumeRolePolicyDocument");
    case "AWS::S3::BucketPolicy":
      return document("bucketPolicy", "PolicyDocument");
    case "AWS::KMS::Key":
      return document("keyPolicy", "KeyPolicy");
    case "AWS::AppFlow::Flow":
      return [{ limit: "flowName", where, used: String(Properties.FlowName).length }];
    case "AWS::Events::Rule":
      return document("eventPattern", "EventPattern");
    default:
      return [];
  }
}

/** IAM adds up all inline policies of a role: its own and those that other resources attach to it. */
function inlinePolicies(stack: string, { Resources = {} }: Template): Measure[] {
  const used = new Map<string, number>();
  const add = (role: string, document: unknown) =>
    used.set(role, (used.get(role) ?? 0) + policyLength(document));
  for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
    if (Type === "AWS::IAM::Role")
      for (const policy of listOf(Properties.Policies)) add(id, policy.PolicyDocument);
    if (Type === "AWS::IAM::Policy")
      for (const { Ref } of listOf(Properties.Roles))
        if (typeof Ref === "string") add(Ref, Properties.PolicyDocument);
  }
  return [...used].map(([role, length]) => ({
    limit: "inlinePolicies",
    where: `${stack} ${role}`,
    used: length,
  }));
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
