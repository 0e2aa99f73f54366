import type { Redshift } from "@lakewright/config";
import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
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
  }
}
