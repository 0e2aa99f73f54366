import type { WorkloadQueue } from "@lakewright/config";

/**
 * `wlm_json_configuration` of automatic workload management: one queue for each that is declared, taken by members of its
 * database roles, and Redshift's own for the rest (Redshift database developer guide, "WLM properties").
 */
export function workloadQueues(queues: readonly WorkloadQueue[]): string {
  const declared = queues.map(({ name, roles, priority, concurrencyScaling }) => ({
    name,
    user_role: [...roles],
    user_role_wild_card: 0,
    priority,
    concurrency_scaling: concurrencyScaling ? "auto" : "off",
    queue_type: "auto",
    auto_wlm: true,
  }));
  const rest = { name: "rest", priority: "normal", queue_type: "auto", auto_wlm: true };
  return JSON.stringify([...declared, rest, { short_query_queue: true }]);
}
