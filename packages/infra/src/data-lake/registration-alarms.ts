import { Duration } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IMetric, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { handlerMetric } from "../shared/handler-metric.ts";
import { raiseAlarm } from "../shared/raise-alarm.ts";

export interface RegistrationAlarmsProps {
  readonly deployed: DeployedPlatform;
  readonly topic: ITopic;
  readonly queues: Readonly<Record<"runs" | "runs-dead" | "events-dead", Queue>>;
  readonly functions: Readonly<Record<string, Lambda>>;
}

const period = Duration.minutes(5);

/** Metrics that the handlers write in their logs; a run may succeed and still have failed records. */
const handlerMetrics = {
  RunsFailed: "A run of a flow has failed",
  RecordsFailed: "A run has succeeded with failed records",
  RegistrationsFailed: "A finished run could not be registered",
  ReconciliationsFailed: "The runs of a flow could not be looked at for missed events",
  TypeConflicts: "A column's files no longer have its registered type",
} as const;

/** What somebody on call must know of registration, as alarms, and as one page. */
export class RegistrationAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RegistrationAlarmsProps) {
    super(scope, id);
    const { deployed, queues, functions, topic } = props;
    const watch = (name: string, description: string, metric: IMetric, threshold = 1) =>
      raiseAlarm(this, { deployed, topic, name, description, metric, threshold });

    for (const name of ["runs-dead", "events-dead"] as const) {
      const waiting = queues[name].metricApproximateNumberOfMessagesVisible({ period });
      watch(name, `Events wait in ${name}: they could not be handled`, waiting);
    }
    const oldest = queues.runs.metricApproximateAgeOfOldestMessage({ period });
    watch("runs-late", "A finished run has waited an hour to be registered", oldest, 3600);
    for (const [name, handler] of Object.entries(functions))
      watch(`${name}-errors`, `${name} has failed`, handler.metricErrors({ period }));
    const ownMetrics = Object.entries(handlerMetrics).map(([name, description]) => {
      const metric = handlerMetric(deployed, name, period);
      watch(name, description, metric);
      return metric;
    });
    dashboard(this, props, ownMetrics);
  }
}

function dashboard(
  scope: Construct,
  props: RegistrationAlarmsProps,
  own: readonly IMetric[],
): void {
  const { deployed, queues, functions } = props;
  const { platform, environment } = deployed;
  const half = { width: 12, height: 6 };
  const lambdas = Object.values(functions);
  new Dashboard(scope, "Dashboard", {
    dashboardName: regionalName(deployed, "registration"),
    widgets: [
      [
        new TextWidget({
          markdown: `# ${platform.name}, ${environment.name}: what flows bring, and what became of it`,
          width: 24,
          height: 2,
        }),
      ],
      [
        new GraphWidget({ title: "Runs and records that failed", left: [...own], ...half }),
        new GraphWidget({
          title: "Events that wait",
          left: Object.values(queues).map((queue) =>
            queue.metricApproximateNumberOfMessagesVisible({ period }),
          ),
          right: [queues.runs.metricApproximateAgeOfOldestMessage({ period })],
          ...half,
        }),
      ],
      [
        new GraphWidget({
          title: "Errors of functions",
          left: lambdas.flatMap((each) => [
            each.metricErrors({ period }),
            each.metricThrottles({ period }),
          ]),
          ...half,
        }),
        new GraphWidget({
          title: "Duration of functions",
          left: lambdas.map((each) => each.metricDuration({ period })),
          ...half,
        }),
      ],
    ],
  });
}
