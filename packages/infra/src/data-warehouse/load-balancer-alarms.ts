import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { PlatformAlarms, type PlatformAlarmsProps } from "../shared/platform-alarms.ts";
import type { WarehouseLoadBalancer } from "./warehouse-load-balancer.ts";

export interface LoadBalancerAlarmsProps extends PlatformAlarmsProps {
  readonly balancer: WarehouseLoadBalancer;
  readonly reconciler: IFunction;
}

/** Alarms for the way to the warehouse. A paused warehouse answers nobody, so that its targets raise none. */
export class LoadBalancerAlarms extends PlatformAlarms {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id, props);
    const { balancer, reconciler } = props;
    const redshift = this.deployed.environment.warehouse?.redshift;
    if (redshift?.kind !== "provisioned" || !redshift.pause)
      this.raise({
        name: "warehouse-unreachable",
        description: "The load balancer does not reach the warehouse at an address",
        metric: new Metric({
          namespace: "AWS/NetworkELB",
          metricName: "UnHealthyHostCount",
          dimensionsMap: {
            LoadBalancer: balancer.fullName,
            TargetGroup: balancer.targetGroupFullName,
          },
          // An address that is being exchanged is unhealthy for a moment.
          statistic: "Minimum",
          period: Duration.minutes(5),
        }),
      });
    this.raiseOnErrors(
      { "warehouse-targets": reconciler },
      "warehouse-targets has failed: the load balancer may point where the warehouse was",
    );
  }
}
