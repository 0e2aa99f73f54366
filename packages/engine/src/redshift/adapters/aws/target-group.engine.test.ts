import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { targetGroup } from "./target-group.ts";

const moto = motoForTests();
const TargetGroupArn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/w/1";

test("what a target group takes connections with is told, and addresses go in and out, as botocore's model has it", async (context) => {
  const calls: { operation: string; request: unknown; response: object }[] = [];
  const health = (Id: string, State: string) => ({ Target: { Id }, TargetHealth: { State } });
  const described = ["healthy", "initial", "unhealthy", "draining"].map((state, index) =>
    health(`10.0.0.${index}`, state),
  );
  const client = new ElasticLoadBalancingV2Client({
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  // Answers in the service's stead: moto keeps no targets without a VPC.
  client.middlewareStack.add(
    (_, { commandName }) =>
      async ({ input }) => {
        const operation = String(commandName).replace(/Command$/, "");
        const isAsked = operation === "DescribeTargetHealth";
        const response = isAsked ? { TargetHealthDescriptions: described } : {};
        calls.push({ operation, request: input, response });
        return { output: { $metadata: {}, ...response }, response: {} } as never;
      },
    { step: "initialize" },
  );
  const targets = targetGroup(client, TargetGroupArn);
  expect(await targets.registered()).toEqual(["10.0.0.0", "10.0.0.1", "10.0.0.2"]);
  await targets.register(["10.0.0.9"]);
  await targets.deregister(["10.0.0.1"]);
  expect(calls.slice(1).map(({ operation, request }) => [operation, request])).toEqual([
    ["RegisterTargets", { TargetGroupArn, Targets: [{ Id: "10.0.0.9" }] }],
    ["DeregisterTargets", { TargetGroupArn, Targets: [{ Id: "10.0.0.1" }] }],
  ]);
  const { python } = await moto(context);
  const judge = join(import.meta.dirname, "../../../../test/lake-formation/judge_calls.py");
  const input = JSON.stringify(calls);
  expect(execFileSync(python, [judge, "elbv2"], { input, encoding: "utf8" })).toBe("");
});
