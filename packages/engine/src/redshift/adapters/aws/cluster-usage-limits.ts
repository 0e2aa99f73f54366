import {
  CreateUsageLimitCommand,
  DeleteUsageLimitCommand,
  ModifyUsageLimitCommand,
  paginateDescribeUsageLimits,
  type RedshiftClient,
  type UsageLimit as ServiceLimit,
} from "@aws-sdk/client-redshift";
import type { UsageLimit } from "@lakewright/config";
import type { HeldLimit, UsageLimits } from "../../ports/usage-limits.ts";

/** Measure by which a cluster limits a feature. */
const limitTypes = {
  spectrum: "data-scanned",
  "concurrency-scaling": "time",
  "cross-region-datasharing": "data-scanned",
} as const;

type Feature = keyof typeof limitTypes;

/** Usage limits of a cluster (Redshift API reference, "CreateUsageLimit"); beyond one it can also `disable` the feature. */
export function clusterUsageLimits(client: RedshiftClient, name: string): UsageLimits {
  return {
    held: async () => {
      const held: HeldLimit[] = [];
      const pages = paginateDescribeUsageLimits({ client }, { ClusterIdentifier: name });
      for await (const { UsageLimits: limits = [] } of pages) held.push(...limits.map(limitOf));
      return held;
    },
    create: async (limit) => {
      const feature = featureOf(limit);
      await client.send(
        new CreateUsageLimitCommand({
          ClusterIdentifier: name,
          FeatureType: feature,
          LimitType: limitTypes[feature],
          Amount: limit.amount,
          Period: limit.period,
          BreachAction: breachOf(limit),
        }),
      );
    },
    update: async (UsageLimitId, limit) => {
      const { amount: Amount } = limit;
      await client.send(
        new ModifyUsageLimitCommand({ UsageLimitId, Amount, BreachAction: breachOf(limit) }),
      );
    },
    remove: async (UsageLimitId) => {
      await client.send(new DeleteUsageLimitCommand({ UsageLimitId }));
    },
  };
}

/** Only a workgroup limits its computing: a rule on warehouse.yaml keeps the others apart. */
function featureOf({ feature }: UsageLimit): Feature {
  if (feature in limitTypes) return feature as Feature;
  throw new Error(`a cluster has no usage limit on ${feature}`);
}

function breachOf({ onBreach }: UsageLimit) {
  return onBreach === "deactivate" ? "disable" : onBreach;
}

function limitOf(limit: ServiceLimit): HeldLimit {
  const { UsageLimitId = "", FeatureType, Amount = 0, Period, BreachAction } = limit;
  return {
    id: UsageLimitId,
    feature: FeatureType as HeldLimit["feature"],
    amount: Amount,
    period: Period ?? "monthly",
    onBreach: BreachAction === "disable" ? "deactivate" : (BreachAction ?? "log"),
  };
}
