import type { Redshift, RedshiftServerless } from "@lakewright/config";
import { awsQuotas } from "@lakewright/config/aws-quotas";
import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { PlatformAlarms, type PlatformAlarmsProps } from "../shared/platform-alarms.ts";
import { warehouseName } from "./warehouse-names.ts";

export interface WarehouseAlarmsProps extends PlatformAlarmsProps {
  readonly redshift: Redshift;
}

/** A full disk fails dbt's next run, and then everybody's. A paused cluster has no metrics, which raises nothing. */
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
    description: `The warehouse has 450 of the ${awsQuotas.redshift.connections} connections that it takes`,
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

/** Alarms of the warehouse itself. */
export class WarehouseAlarms extends PlatformAlarms {
  constructor(scope: Construct, id: string, props: WarehouseAlarmsProps) {
    super(scope, id, props);
    const { redshift } = props;
    const name = warehouseName(this.deployed);
    const period = Duration.minutes(5);
    if (redshift.kind === "provisioned")
      for (const { metricName, statistic, ...alarm } of provisionedAlarms)
        this.raise({
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
        this.raise({
          ...alarm,
          metric: new MathExpression({ expression, period, label: alarm.name }),
        });
  }
}
