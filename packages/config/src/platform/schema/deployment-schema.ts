import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { someText, text, textLike } from "../../schema/text-schema.ts";
import { flowStackCount } from "../flow-stack-count.ts";
import { arnKinds, checkArn, parseArn } from "../values/arn.ts";

const lastStack = flowStackCount - 1;
const aStack = `a whole number from 0 to ${lastStack}`;

/** Days that CloudWatch Logs keeps events, and no others: the values of PutRetentionPolicy. */
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

const arn = (kind: keyof typeof arnKinds) => text(checkArn(arnKinds[kind])).optional();

const administrator = (name: string) =>
  parseArn(name) === undefined && /^[\w+=,.@-]{1,64}$/.test(name)
    ? undefined
    : checkArn({ ...arnKinds.role, what: "the name or the ARN of an IAM role" })(name);

const vpcSchema = z.strictObject({
  id: textLike(/^vpc-[0-9a-f]{8,17}$/, "the id of a VPC, such as vpc-0123456789abcdef0").describe(
    "The VPC.",
  ),
  subnets: z
    .array(textLike(/^subnet-[0-9a-f]{8,17}$/, "the id of a subnet, such as subnet-0123abcd"))
    .min(1, { error: "a list of at least one subnet" })
    .max(16, { error: "a list of at most 16 subnets (Lambda's limit)" })
    .describe("Private subnets with a way to AWS's services: 1 to 16."),
  security_groups: z
    .array(textLike(/^sg-[0-9a-f]{8,17}$/, "the id of a security group, such as sg-0123abcd"))
    .min(1, { error: "a list of at least one security group" })
    .max(5, { error: "a list of at most 5 security groups (Lambda's limit)" })
    .describe("Security groups of the functions: 1 to 5."),
});

const value = z.unknown().refine((given) => given !== null, { error: "a value" });

/** Keys that do not depend on the account. */
const everywhere = {
  qualifier: textLike(/^[a-z0-9]{1,10}$/, "1 to 10 lower-case letters and digits")
    .optional()
    .describe("Qualifier of the CDK bootstrap stack. Default: `hnb659fds`, CDK's own."),
  log_retention: z
    .literal(logRetentionDays)
    .optional()
    .describe("Days that CloudWatch keeps logs; only the values it takes. Default: 365."),
  overrides: z
    .record(z.string(), z.record(z.string(), value))
    .optional()
    .describe(
      "Properties to set in a template: `<app>/<construct>/…`, then `Properties.…` with dots, then the value.",
    ),
  acknowledge: z
    .array(
      z.strictObject({
        // The checkers' own spelling, with dots and hyphens, and what of it in brackets.
        finding: textLike(
          /^[A-Za-z][\w.-]{1,127}(\[[^\][\s]{1,512}\])?$/,
          "the rule of a checker, such as CKV_AWS_18",
        ).describe(
          "Rule of the policy checker, such as `AwsSolutions-S1` or `CKV_AWS_18`; without its pack, such as `LambdaInsideVPC`, in every pack. `AwsSolutions-IAM5[Resource]` is every pattern of resources but `*` alone, which is `AwsSolutions-IAM5[Resource::*]`.",
        ),
        on: textLike(
          /^[^\s/$]+(\/[^\s/$]+)*$/,
          "the path of a construct, such as data_lake/zones/raw",
        ).describe(
          "Path of the construct that it is about, such as `data_lake/zones/raw`, and all below it.",
        ),
        owner: someText.describe("Who answers for it."),
        reason: someText.describe("Why it is accepted."),
      }),
    )
    .optional()
    .describe("Findings of policy checkers that somebody answers for, one by one."),
};

/** Defaults for every environment. */
export const sharedDeploymentSchema = z.strictObject(everywhere);

/** Deployment of an environment, and the resources that its account provides. */
export const deploymentSchema = z.strictObject({
  ...everywhere,
  permissions_boundary: arn("policy").describe(
    "ARN of a policy that bounds every role. Default: `core` makes one.",
  ),
  key: arn("key").describe(
    "ARN of a KMS key that encrypts everything. Default: `core` makes keys.",
  ),
  logging_bucket: textLike(
    /^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "the name of a bucket",
  )
    .optional()
    .describe("Bucket that takes access logs. Default: `core` makes one."),
  location_role: arn("role").describe(
    "ARN of the role by which Lake Formation reads the zones. Default: `data_lake` makes one.",
  ),
  vpc: vpcSchema.optional().describe("Where functions run. Default: outside of any VPC."),
  lake_administrators: nameList(administrator)
    .optional()
    .describe(
      "Names or ARNs of IAM roles that administer Lake Formation beside the deployment role.",
    ),
  alarm_topic: arn("topic").describe(
    "ARN of an SNS topic that alarms go to. Default: `data_lake` makes one.",
  ),
  pinned_flows: z
    .record(
      z.string(),
      z.int({ error: aStack }).min(0, { error: aStack }).max(lastStack, { error: aStack }),
    )
    .optional()
    .describe(
      `Moves single flows, by name, to another of the ${flowStackCount} stacks that hold flows (0 to ${lastStack}). Rarely needed.`,
    ),
});
