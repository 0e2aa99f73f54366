import {
  CreateUsageLimitCommand,
  DeleteUsageLimitCommand,
  paginateListUsageLimits,
  type RedshiftServerlessClient,
  UpdateUsageLimitCommand,
} from "@aws-sdk/client-redshift-serverless";
import type { HeldLimit, UsageLimits } from "../../ports/usage-limits.ts";

/** Usage limits of a workgroup (Redshift Serverless API reference, "CreateUsageLimit"). */
export function workgroupUsageLimits(
  client: RedshiftServerlessClient,
  resourceArn: string,
): UsageLimits {
  return {
    held: async () => {
      const held: HeldLimit[] = [];
      for await (const { usageLimits = [] } of paginateListUsageLimits({ client }, { resourceArn }))
        held.push(
          ...usageLimits.map((limit) => ({
            id: limit.usageLimitId ?? "",
            feature: limit.usageType as HeldLimit["feature"],
            amount: limit.amount ?? 0,
            period: (limit.period ?? "monthly") as HeldLimit["period"],
            onBreach: (limit.breachAction ?? "log") as HeldLimit["onBreach"],
          })),
        );
      return held;
    },
    create: async ({ feature, amount, period, onBreach: breachAction }) => {
      await client.send(
        new CreateUsageLimitCommand({
          resourceArn,
          usageType: feature as "serverless-compute" | "cross-region-datasharing",
          ...{ amount, period, breachAction },
        }),
      );
    },
    update: async (usageLimitId, { amount, onBreach: breachAction }) => {
      await client.send(new UpdateUsageLimitCommand({ usageLimitId, amount, breachAction }));
    },
    remove: async (usageLimitId) => {
      await client.send(new DeleteUsageLimitCommand({ usageLimitId }));
    },
  };
}
