import { expect, test } from "vitest";
import { workloadQueues } from "./workload-queues.ts";

test("each declared queue takes the statements of its roles, and one takes the rest", () => {
  const text = workloadQueues([
    { name: "elt", roles: ["dbt"], priority: "high", concurrencyScaling: true },
  ]);
  expect(JSON.parse(text)).toEqual([
    {
      name: "elt",
      user_role: ["dbt"],
      user_role_wild_card: 0,
      priority: "high",
      concurrency_scaling: "auto",
      queue_type: "auto",
      auto_wlm: true,
    },
    { name: "rest", priority: "normal", queue_type: "auto", auto_wlm: true },
    { short_query_queue: true },
  ]);
});
