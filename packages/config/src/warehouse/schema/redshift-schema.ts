import { z } from "zod";
import { nameList } from "../../schema/name-list-schema.ts";
import { textLike } from "../../schema/text-schema.ts";
import { cronText, nameKey, sqlName } from "./warehouse-text.ts";

const whole = (min: number, max: number) =>
  z
    .int({ error: `a whole number from ${min} to ${max}` })
    .min(min, { error: `a whole number from ${min} to ${max}` })
    .max(max, { error: `a whole number from ${min} to ${max}` });

const capacity = whole(8, 1024).multipleOf(8, { error: "a multiple of 8, from 8 to 1024" });

const usageLimitSchema = z.strictObject({
  feature: z
    .enum(["serverless_compute", "spectrum", "concurrency_scaling", "cross_region_datasharing"])
    .describe("What is limited."),
  amount: whole(1, 1_000_000).describe(
    "RPU hours for `serverless_compute`, terabytes for `spectrum` and `cross_region_datasharing`, minutes for `concurrency_scaling`.",
  ),
  period: z
    .enum(["daily", "weekly", "monthly"])
    .optional()
    .describe("How long it counts. Default: `monthly`."),
  on_breach: z
    .enum(["log", "emit_metric", "deactivate"])
    .optional()
    .describe(
      "What happens then: `log` (default), `emit_metric`, or `deactivate` what is limited.",
    ),
});

const queueSchema = z.strictObject({
  roles: nameList().describe("Roles of access.yaml whose statements go into the queue."),
  priority: z
    .enum(["highest", "high", "normal", "low", "lowest"])
    .optional()
    .describe("Default: `normal`."),
  concurrency_scaling: z
    .boolean()
    .optional()
    .describe("Whether Redshift adds clusters when the queue is long. Default: `false`."),
});

const cidr = textLike(
  /^(\d{1,3}\.){3}\d{1,3}\/([12]?\d|3[0-2])$/,
  "an IPv4 range such as 10.20.0.0/16",
);

const networkSchema = z.strictObject({
  subnets: z
    .array(textLike(/^subnet-[0-9a-f]{8,17}$/, "the id of a subnet, such as subnet-0123abcd"))
    .min(1, { error: "a list of at least one subnet" })
    .optional()
    .describe(
      "Private subnets of the deployment's `vpc`. Serverless needs three, in three zones; a cluster is placed in the first. Default: those of the `vpc`.",
    ),
  client_cidrs: z.array(cidr).optional().describe("IPv4 ranges that clients come from."),
  client_security_groups: z
    .array(textLike(/^sg-[0-9a-f]{8,17}$/, "the id of a security group, such as sg-0123abcd"))
    .optional()
    .describe(
      "Security groups that clients are in. Default, where no range is given either: those of the `vpc`.",
    ),
  load_balancer: z
    .boolean()
    .optional()
    .describe(
      "Whether an internal network load balancer gives it an address that stays. Default: `false`.",
    ),
});

/** Keys that may differ from environment to environment. */
const settings = {
  kind: z
    .enum(["serverless", "provisioned"])
    .optional()
    .describe("`serverless` (default): a workgroup. `provisioned`: a cluster."),
  database: sqlName.optional().describe("Name of the database. Default: the platform's name."),
  network: networkSchema
    .optional()
    .describe("Where it is placed in the deployment's `vpc`, and who reaches it."),
  base_capacity: capacity
    .optional()
    .describe("Serverless: Redshift processing units, in steps of 8. Default: 8."),
  max_capacity: capacity
    .optional()
    .describe("Serverless: most processing units. Default: no limit."),
  node_type: textLike(
    /^(ra3\.(large|xlplus|4xlarge|16xlarge)|rg\.(xlarge|4xlarge))$/,
    "a node type such as ra3.xlplus",
  )
    .optional()
    .describe("Provisioned: type of the nodes. Default: `ra3.large`."),
  nodes: whole(1, 128).optional().describe("Provisioned: how many nodes. Default: 2."),
  pause_at: cronText
    .optional()
    .describe("Provisioned: when the cluster goes to sleep, such as `cron(0 20 ? * MON-FRI *)`."),
  resume_at: cronText.optional().describe("Provisioned: when it wakes up."),
  usage_limits: z
    .array(usageLimitSchema)
    .optional()
    .describe("What may be used, and what happens beyond it."),
  queues: z
    .record(nameKey, queueSchema)
    .optional()
    .describe("Provisioned: queues of workload management by name, in order."),
};

export const redshiftSchema = z.strictObject({
  ...settings,
  environments: z
    .record(z.string(), z.strictObject(settings))
    .optional()
    .describe("Keys that differ in one environment, by its name."),
});
