import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "./deployed-platform.ts";

export interface RaisedAlarm {
  readonly deployed: DeployedPlatform;
  readonly topic: ITopic;
  /** Id of the construct and, after platform and environment, name of the alarm. */
  readonly name: string;
  readonly description: string;
  readonly metric: IMetric;
  /** @default 1 */
  readonly threshold?: number;
  /** Whether it is a matter of how little there is left. @default false */
  readonly below?: boolean;
}

/** Tells the topic as soon as the metric reaches the threshold once, from below unless told otherwise. No data is good news. */
export function raiseAlarm(scope: Construct, alarm: RaisedAlarm): void {
  const { deployed, topic, name, description, metric, threshold = 1, below = false } = alarm;
  new Alarm(scope, name, {
    alarmName: regionalName(deployed, name),
    alarmDescription: description,
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  }).addAlarmAction(new SnsAction(topic));
}
