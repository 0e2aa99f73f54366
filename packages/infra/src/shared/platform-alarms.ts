import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "./deployed-platform.ts";

export interface PlatformAlarmsProps {
  readonly deployed: DeployedPlatform;
  /** Where every alarm goes. */
  readonly topic: ITopic;
}

export interface RaisedAlarm {
  /** Id of the construct and, after platform and environment, name of the alarm. */
  readonly name: string;
  readonly description: string;
  readonly metric: IMetric;
  /** @default 1 */
  readonly threshold?: number;
  /** Raises the alarm when the metric falls to the threshold instead. @default false */
  readonly below?: boolean;
}

export type Handlers = Readonly<Record<string, IFunction>>;

/** Period over which metrics are taken, in alarms and dashboards. */
export const metricPeriod = Duration.minutes(5);

/** The alarms of one stack: of its handlers, of the queues that feed them, and of whatever else the stack raises. */
export class PlatformAlarms extends Construct {
  protected readonly deployed: DeployedPlatform;
  private readonly topic: ITopic;

  constructor(scope: Construct, id: string, { deployed, topic }: PlatformAlarmsProps) {
    super(scope, id);
    this.deployed = deployed;
    this.topic = topic;
  }

  /** Notifies the topic as soon as the metric reaches the threshold once. Missing data raises nothing. */
  protected raise(alarm: RaisedAlarm): void {
    const { name, description, metric, threshold = 1, below = false } = alarm;
    new Alarm(this, name, {
      alarmName: regionalName(this.deployed, name),
      alarmDescription: description,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  /** Raises `<handler>-errors` for each handler that throws. */
  protected raiseOnErrors(handlers: Handlers, description?: string): void {
    for (const [name, handler] of Object.entries(handlers))
      this.raise({
        name: `${name}-errors`,
        description: description ?? `${name} has failed`,
        metric: handler.metricErrors({ period: metricPeriod }),
      });
  }

  /** Raises an alarm for each metric that handlers write in their logs, by its name (`MetricName` of the handlers). */
  protected raiseOnLogged(descriptions: Readonly<Record<string, string>>): void {
    for (const [name, description] of Object.entries(descriptions))
      this.raise({ name, description, metric: this.logged(name) });
  }

  /** A metric that handlers write in their logs, summed over five minutes. */
  protected logged(metricName: string): Metric {
    const { platform, environment } = this.deployed;
    return new Metric({
      namespace: "Lakewright",
      metricName,
      dimensionsMap: { Platform: platform.name, Environment: environment.standsFor },
      statistic: "Sum",
      period: metricPeriod,
    });
  }
}
