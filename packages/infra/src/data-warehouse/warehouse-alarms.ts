import type { Redshift, RedshiftServerless } from "@lakewright/config";
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { raiseAlarm } from "../shared/raise-alarm.ts";
import { warehouseName } from "./warehouse-names.ts";

export interface WarehouseAlarmsProps {
  readonly deployed: DeployedPlatform;
  readonly topic: ITopic;
  readonly redshift: Redshift;
}

/** A disk that fills: dbt's next run would fail, and then everybody's. A cluster that sleeps says nothing, and that is no alarm. */
const provisionedAlarms = [
  {
    name: "warehouse-disk",
    description: "Disks of the warehouse are 85 % full",
    metricName: "PercentageDiskSpaceUsed",
    statistic: "Maximum",
    threshold: 85,
  },
  {
    name: "warehouse-connections",
    description: "The warehouse has 450 of the 500 connections that it takes",
    metricName: "DatabaseConnections",
    statistic: "Maximum",
    threshold: 450,
  },
] as const;

/**
 * Metrics of a workgroup have further dimensions, such as the kind of query, which an alarm on one metric would have to name:
 * these ask by the workgroup alone (CloudWatch user guide, "CloudWatch Metrics Insights").
 */
function serverlessAlarms(name: string, { maxCapacity, usageLimits }: RedshiftServerless) {
  const of = (statistic: string, metric: string, where = ` WHERE Workgroup = '${name}'`) =>
    `SELECT ${statistic}(${metric}) FROM "AWS/Redshift-Serverless"${where}`;
  return [
    {
      name: "warehouse-queries-failed",
      description: "100 queries of the warehouse have failed in five minutes",
      expression: of("SUM", "QueriesFailed"),
      threshold: 100,
    },
    {
      name: "warehouse-queries-queued",
      description: "50 queries of the warehouse wait for capacity",
      expression: of("MAX", "QueriesQueued"),
      threshold: 50,
    },
    ...(maxCapacity === undefined
      ? []
      : [
          {
            name: "warehouse-capacity",
            description: "The warehouse computes with all that max_capacity allows",
            expression: of("MAX", "ComputeCapacity"),
            threshold: maxCapacity,
          },
        ]),
    ...(usageLimits.every(({ onBreach }) => onBreach === "log")
      ? []
      : [
          {
            // Its only dimensions are the limit and what it is about, whose ids are known when it is made.
            name: "warehouse-usage",
            description: "A usage limit of Redshift Serverless in this account is used up",
            expression: of("MIN", "UsageLimitAvailable", ""),
            threshold: 0,
            below: true,
          },
        ]),
  ];
}

/** What somebody on call must know of the warehouse. */
export class WarehouseAlarms extends Construct {
  constructor(scope: Construct, id: string, { deployed, topic, redshift }: WarehouseAlarmsProps) {
    super(scope, id);
    const name = warehouseName(deployed);
    const period = Duration.minutes(5);
    if (redshift.kind === "provisioned")
      for (const { metricName, statistic, ...alarm } of provisionedAlarms)
        raiseAlarm(this, {
          ...{ deployed, topic },
          ...alarm,
          metric: new Metric({
            namespace: "AWS/Redshift",
            metricName,
            dimensionsMap: { ClusterIdentifier: name },
            statistic,
            period,
          }),
        });
    else
      for (const { expression, ...alarm } of serverlessAlarms(name, redshift))
        raiseAlarm(this, {
          ...{ deployed, topic },
          ...alarm,
          metric: new MathExpression({ expression, period, label: alarm.name }),
        });
  }
}
