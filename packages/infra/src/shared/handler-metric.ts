import type { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { DeployedPlatform } from "./deployed-platform.ts";

/** A metric that handlers write in their logs (`MetricName` of the handlers), summed over a period. */
export function handlerMetric(
  { platform, environment }: DeployedPlatform,
  metricName: string,
  period: Duration,
): Metric {
  return new Metric({
    namespace: "Lakewright",
    metricName,
    dimensionsMap: { Platform: platform.name, Environment: environment.standsFor },
    statistic: "Sum",
    period,
  });
}
