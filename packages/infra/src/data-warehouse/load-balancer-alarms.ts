import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { raiseAlarm } from "../shared/raise-alarm.ts";
import type { WarehouseLoadBalancer } from "./warehouse-load-balancer.ts";

export interface LoadBalancerAlarmsProps {
  readonly deployed: DeployedPlatform;
  readonly topic: ITopic;
  readonly balancer: WarehouseLoadBalancer;
  readonly reconciler: Lambda;
}

/** What somebody on call must know of the way to the warehouse. A warehouse that sleeps answers nobody, and that is no alarm. */
export class LoadBalancerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const { deployed, topic, balancer, reconciler } = props;
    const period = Duration.minutes(5);
    const redshift = deployed.environment.warehouse?.redshift;
    if (redshift?.kind !== "provisioned" || !redshift.pause)
      raiseAlarm(this, {
        ...{ deployed, topic },
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
          period,
        }),
      });
    raiseAlarm(this, {
      ...{ deployed, topic },
      name: "warehouse-targets-errors",
      description:
        "warehouse-targets has failed: the load balancer may point where the warehouse was",
      metric: reconciler.metricErrors({ period }),
    });
  }
}
