import { Dashboard, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { graph, handlerWidgets } from "../shared/dashboard-widgets.ts";
import { deadLetterAlarm } from "../shared/dead-letter-alarm.ts";
import { regionalName } from "../shared/deployed-platform.ts";
import {
  type Handlers,
  PlatformAlarms,
  type PlatformAlarmsProps,
} from "../shared/platform-alarms.ts";
import { oldestMessage, waitingMessages } from "../shared/queue-metrics.ts";

export interface RegistrationAlarmsProps extends PlatformAlarmsProps {
  readonly queues: Readonly<Record<"runs" | "runs-dead" | "events-dead", IQueue>>;
  readonly handlers: Handlers;
}

/** Metrics that the handlers write in their logs; a run may succeed and still have failed records. */
const loggedMetrics = {
  RunsFailed: "A run of a flow has failed",
  RecordsFailed: "A run has succeeded with failed records",
  RegistrationsFailed: "A finished run could not be registered",
  ReconciliationsFailed: "The runs of a flow could not be looked at for missed events",
  TypeConflicts: "A column's files no longer have its registered type",
} as const;

/** Alarms and a dashboard for the registration of runs. */
export class RegistrationAlarms extends PlatformAlarms {
  constructor(scope: Construct, id: string, props: RegistrationAlarmsProps) {
    super(scope, id, props);
    const { queues, handlers } = props;
    for (const name of ["runs-dead", "events-dead"] as const)
      this.raise(
        deadLetterAlarm(name, queues[name], `Events wait in ${name}: they could not be handled`),
      );
    this.raise({
      name: "runs-late",
      description: "A finished run has waited an hour to be registered",
      metric: oldestMessage(queues.runs),
      threshold: 3600,
    });
    this.raiseOnErrors(handlers);
    this.raiseOnLogged(loggedMetrics);
    this.dashboard(props);
  }

  private dashboard({ queues, handlers }: RegistrationAlarmsProps): void {
    const { platform, environment } = this.deployed;
    new Dashboard(this, "Dashboard", {
      dashboardName: regionalName(this.deployed, "registration"),
      widgets: [
        [
          new TextWidget({
            markdown: `# ${platform.name}, ${environment.name}: what flows bring, and what became of it`,
            width: 24,
            height: 2,
          }),
        ],
        [
          graph("Runs and records that failed", {
            left: Object.keys(loggedMetrics).map((name) => this.logged(name)),
          }),
          graph("Events that wait", {
            left: Object.values(queues).map(waitingMessages),
            right: [oldestMessage(queues.runs)],
          }),
        ],
        handlerWidgets("functions", handlers),
      ],
    });
  }
}
