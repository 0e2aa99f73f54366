import type { UsageLimit } from "@lakewright/config";
import type { UsageLimits } from "../ports/usage-limits.ts";

export interface UsageLimitChanges {
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
}

/**
 * Brings the warehouse's limits to their declaration. One for the same feature and period is adjusted, whoever made it; one
 * is removed if it was declared before and is not any more. Running it twice changes nothing.
 */
export async function ownUsageLimits(
  limits: UsageLimits,
  declared: readonly UsageLimit[],
  former: readonly UsageLimit[] = [],
): Promise<UsageLimitChanges> {
  const held = new Map((await limits.held()).map((limit) => [keyOf(limit), limit]));
  const wanted = new Map(declared.map((limit) => [keyOf(limit), limit]));
  const changes = { created: 0, updated: 0, removed: 0 };
  for (const [key, limit] of wanted) {
    const present = held.get(key);
    if (!present) {
      await limits.create(limit);
      changes.created++;
    } else if (present.amount !== limit.amount || present.onBreach !== limit.onBreach) {
      await limits.update(present.id, limit);
      changes.updated++;
    }
  }
  for (const key of new Set(former.map(keyOf))) {
    const present = held.get(key);
    if (!present || wanted.has(key)) continue;
    await limits.remove(present.id);
    changes.removed++;
  }
  return changes;
}

function keyOf({ feature, period }: UsageLimit): string {
  return `${feature} ${period}`;
}
