import { Duration } from "aws-cdk-lib";
import { Dashboard, GraphWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { handlerMetric } from "../shared/handler-metric.ts";
import { type RaisedAlarm, raiseAlarm } from "../shared/raise-alarm.ts";

export interface AccessAlarmsProps {
  readonly deployed: DeployedPlatform;
  readonly topic: ITopic;
  /** Tables whose permissions are to be applied. */
  readonly tables: Queue;
  readonly deadLetters: Queue;
  readonly grantor: Lambda;
}

const period = Duration.minutes(5);

/** What somebody on call must know of permissions that could not be applied, as alarms, and as one page. */
export class AccessAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AccessAlarmsProps) {
    super(scope, id);
    const { deployed, topic, tables, deadLetters, grantor } = props;
    const watch = (alarm: Omit<RaisedAlarm, "deployed" | "topic">) =>
      raiseAlarm(this, { deployed, topic, ...alarm });
    const failed = handlerMetric(deployed, "GrantsFailed", period);
    const changed = handlerMetric(deployed, "GrantsChanged", period);
    const dead = deadLetters.metricApproximateNumberOfMessagesVisible({ period });
    const waiting = tables.metricApproximateNumberOfMessagesVisible({ period });
    const oldest = tables.metricApproximateAgeOfOldestMessage({ period });
    const errors = grantor.metricErrors({ period });

    const name = "tables-dead";
    const description = "Tables wait in tables-dead: their permissions could not be applied";
    watch({ name, description, metric: dead });
    watch({
      name: "tables-late",
      description: "A table has waited two hours for its permissions and is closed until then",
      metric: oldest,
      threshold: 7200,
    });
    watch({ name: "apply-grants-errors", description: "apply-grants has failed", metric: errors });
    watch({
      name: "GrantsFailed",
      description: "Lake Formation refused to grant or to revoke, or an event could not be read",
      metric: failed,
    });
    const half = { width: 12, height: 6 };
    new Dashboard(this, "Dashboard", {
      dashboardName: regionalName(deployed, "access"),
      widgets: [
        [
          new GraphWidget({ title: "Permissions", left: [changed], right: [failed], ...half }),
          new GraphWidget({
            title: "Tables that wait",
            left: [waiting, dead],
            right: [oldest],
            ...half,
          }),
        ],
        [
          new GraphWidget({
            title: "Errors of apply-grants",
            left: [errors, grantor.metricThrottles({ period })],
            ...half,
          }),
          new GraphWidget({
            title: "Duration of apply-grants",
            left: [grantor.metricDuration({ period })],
            ...half,
          }),
        ],
      ],
    });
  }
}
