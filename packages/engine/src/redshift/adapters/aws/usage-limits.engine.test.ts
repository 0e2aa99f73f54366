import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { RedshiftClient } from "@aws-sdk/client-redshift";
import { RedshiftServerlessClient } from "@aws-sdk/client-redshift-serverless";
import type { UsageLimit } from "@lakewright/config";
import { describe, expect, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { usageLimitsContract } from "../../../../test/contracts/usage-limits-contract.ts";
import { warehouseAddressesContract } from "../../../../test/contracts/warehouse-addresses-contract.ts";
import { clusterUsageLimits } from "./cluster-usage-limits.ts";
import { clusterAddresses, workgroupAddresses } from "./redshift-addresses.ts";
import { workgroupUsageLimits } from "./workgroup-usage-limits.ts";

const moto = motoForTests();
const settings = {
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const arn = "arn:aws:redshift-serverless:eu-west-1:111111111111:workgroup/w-1";
interface Call {
  readonly operation: string;
  readonly request: unknown;
  readonly response: object;
}
const judged = new Map<string, Call[]>([
  ["redshift", []],
  ["redshift-serverless", []],
]);

/** Answer of an operation, or a function of the request that returns it. */
type Answers = Readonly<Record<string, object | ((request: never) => object)>>;

/** Answers a client's calls in the service's stead, and keeps them for the judge at the end. */
function answering<Client extends RedshiftClient | RedshiftServerlessClient>(
  client: Client,
  service: string,
  answers: Answers,
) {
  const calls: Call[] = [];
  (client as RedshiftClient).middlewareStack.add(
    (_, context) => async (args) => {
      const operation = String(context.commandName).replace(/Command$/, "");
      const answer = answers[operation] ?? {};
      const response: object = typeof answer === "function" ? answer(args.input as never) : answer;
      calls.push({ operation, request: args.input, response });
      judged.get(service)?.push({ operation, request: args.input, response });
      return { output: { $metadata: {}, ...response }, response: {} } as never;
    },
    { step: "initialize" },
  );
  return { client, calls };
}

const cluster = (answers: Answers = {}) =>
  answering(new RedshiftClient(settings), "redshift", answers);
const workgroup = (answers: Answers = {}) =>
  answering(new RedshiftServerlessClient(settings), "redshift-serverless", answers);

/** Keeps limits as both services do, who name what they are about differently. */
function limitKeeper<Id extends string>(id: Id) {
  const kept = new Map<string, object>();
  type Named = Readonly<Record<Id, string>>;
  const keep = (name: string, limit: object) => {
    kept.set(name, { ...kept.get(name), ...limit, [id]: name });
    return kept.get(name) ?? {};
  };
  return {
    all: () => [...kept.values()],
    create: (limit: object) => keep(`l-${kept.size + 1}`, limit),
    change: (limit: Named) => keep(limit[id], limit),
    remove: (named: Named) => {
      const limit = kept.get(named[id]) ?? {};
      kept.delete(named[id]);
      return limit;
    },
  };
}

usageLimitsContract("A cluster", "spectrum", () => {
  const keeper = limitKeeper("UsageLimitId");
  const { client } = cluster({
    DescribeUsageLimits: () => ({ UsageLimits: keeper.all() }),
    CreateUsageLimit: keeper.create,
    ModifyUsageLimit: keeper.change,
    DeleteUsageLimit: (named: { UsageLimitId: string }) => {
      keeper.remove(named);
      return {};
    },
  });
  return clusterUsageLimits(client, "w");
});

usageLimitsContract("A workgroup", "serverless-compute", () => {
  const keeper = limitKeeper("usageLimitId");
  const { client } = workgroup({
    // An empty list is left out: botocore's model allows none.
    ListUsageLimits: () => (keeper.all().length > 0 ? { usageLimits: keeper.all() } : {}),
    CreateUsageLimit: (limit: object) => ({ usageLimit: keeper.create(limit) }),
    UpdateUsageLimit: (limit: { usageLimitId: string }) => ({ usageLimit: keeper.change(limit) }),
    DeleteUsageLimit: (named: { usageLimitId: string }) => ({ usageLimit: keeper.remove(named) }),
  });
  return workgroupUsageLimits(client, arn);
});

warehouseAddressesContract("A cluster", (state) => {
  const Clusters =
    state === "changing"
      ? [{ ClusterStatus: "resizing" }]
      : [
          {
            ClusterStatus: "available",
            ClusterNodes: [{ NodeRole: "LEADER", PrivateIPAddress: state.available }],
          },
        ];
  return clusterAddresses(cluster({ DescribeClusters: { Clusters } }).client, "w");
});

warehouseAddressesContract("A workgroup", (state) => {
  const found =
    state === "changing"
      ? { status: "MODIFYING" }
      : {
          status: "AVAILABLE",
          endpoint: {
            vpcEndpoints: [{ networkInterfaces: [{ privateIpAddress: state.available }] }],
          },
        };
  return workgroupAddresses(workgroup({ GetWorkgroup: { workgroup: found } }).client, "warehouse");
});

describe("a cluster", () => {
  const limit: UsageLimit = { feature: "spectrum", amount: 5, period: "daily", onBreach: "log" };

  test("tells its limits in the folder's words", async () => {
    const { client } = cluster({
      DescribeUsageLimits: {
        UsageLimits: [
          {
            UsageLimitId: "l-1",
            ClusterIdentifier: "w",
            FeatureType: "concurrency-scaling",
            LimitType: "time",
            Amount: 60,
            Period: "weekly",
            BreachAction: "disable",
          },
        ],
      },
    });
    expect(await clusterUsageLimits(client, "w").held()).toEqual([
      {
        ...{ id: "l-1", feature: "concurrency-scaling", amount: 60 },
        ...{ period: "weekly", onBreach: "deactivate" },
      },
    ]);
  });

  test("gets, changes and loses limits by its own words", async () => {
    const { client, calls } = cluster();
    const limits = clusterUsageLimits(client, "w");
    await limits.create(limit);
    await limits.update("l-1", { ...limit, onBreach: "deactivate" });
    await limits.remove("l-1");
    expect(calls.map(({ operation, request }) => [operation, request])).toEqual([
      [
        "CreateUsageLimit",
        {
          ...{ ClusterIdentifier: "w", FeatureType: "spectrum", LimitType: "data-scanned" },
          ...{ Amount: 5, Period: "daily", BreachAction: "log" },
        },
      ],
      ["ModifyUsageLimit", { UsageLimitId: "l-1", Amount: 5, BreachAction: "disable" }],
      ["DeleteUsageLimit", { UsageLimitId: "l-1" }],
    ]);
  });

  test("is asked for its addresses by name", async () => {
    const nodes = [{ NodeRole: "LEADER", PrivateIPAddress: "10.0.0.6" }];
    const described = { ClusterStatus: "available", ClusterNodes: nodes };
    const { client, calls } = cluster({ DescribeClusters: { Clusters: [described] } });
    expect(await clusterAddresses(client, "w").addresses()).toEqual(["10.0.0.6"]);
    expect(calls[0]?.request).toEqual({ ClusterIdentifier: "w" });
  });
});

test("a workgroup tells, gets, changes and loses limits, and is asked for its addresses", async () => {
  const networkInterfaces = [{ privateIpAddress: "10.0.1.5" }];
  const { client, calls } = workgroup({
    ListUsageLimits: {
      usageLimits: [
        {
          ...{ usageLimitId: "l-1", resourceArn: arn, usageType: "serverless-compute" },
          ...{ amount: 200, period: "monthly", breachAction: "deactivate" },
        },
      ],
    },
    GetWorkgroup: {
      workgroup: { status: "AVAILABLE", endpoint: { vpcEndpoints: [{ networkInterfaces }] } },
    },
  });
  const limits = workgroupUsageLimits(client, arn);
  const [held] = await limits.held();
  expect(held).toEqual({
    ...{ id: "l-1", feature: "serverless-compute", amount: 200 },
    ...{ period: "monthly", onBreach: "deactivate" },
  });
  const limit: UsageLimit = { ...(held as UsageLimit), amount: 300, onBreach: "emit-metric" };
  await limits.create(limit);
  await limits.update("l-1", limit);
  await limits.remove("l-1");
  expect(await workgroupAddresses(client, "warehouse").addresses()).toEqual(["10.0.1.5"]);
  expect(calls.map(({ operation }) => operation)).toEqual([
    "ListUsageLimits",
    "CreateUsageLimit",
    "UpdateUsageLimit",
    "DeleteUsageLimit",
    "GetWorkgroup",
  ]);
  expect(calls[1]?.request).toEqual({
    ...{ resourceArn: arn, usageType: "serverless-compute" },
    ...{ amount: 300, period: "monthly", breachAction: "emit-metric" },
  });
});

test("these calls and answers have the shapes of botocore's models of the services", async (context) => {
  const { python } = await moto(context);
  const judge = join(import.meta.dirname, "../../../../test/lake-formation/judge_calls.py");
  for (const [service, calls] of judged) {
    expect(calls.length).toBeGreaterThan(4);
    const input = JSON.stringify(calls);
    expect(execFileSync(python, [judge, service], { input, encoding: "utf8" })).toBe("");
  }
});
