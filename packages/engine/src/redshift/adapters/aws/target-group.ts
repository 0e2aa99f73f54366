import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { LoadBalancerTargets } from "../../ports/warehouse-targets.ts";

/** Addresses in a target group of Elastic Load Balancing, which knows their port. */
export function targetGroup(
  client: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
): LoadBalancerTargets {
  const targets = (addresses: readonly string[]) => addresses.map((Id) => ({ Id }));
  return {
    registered: async () => {
      const command = new DescribeTargetHealthCommand({ TargetGroupArn });
      const { TargetHealthDescriptions = [] } = await client.send(command);
      return TargetHealthDescriptions.filter(
        ({ TargetHealth }) => TargetHealth?.State !== "draining",
      ).flatMap(({ Target }) => Target?.Id ?? []);
    },
    register: async (addresses) => {
      await client.send(
        new RegisterTargetsCommand({ TargetGroupArn, Targets: targets(addresses) }),
      );
    },
    deregister: async (addresses) => {
      await client.send(
        new DeregisterTargetsCommand({ TargetGroupArn, Targets: targets(addresses) }),
      );
    },
  };
}
