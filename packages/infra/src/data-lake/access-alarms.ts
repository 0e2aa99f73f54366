import { Dashboard } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { graph, handlerWidgets } from "../shared/dashboard-widgets.ts";
import { deadLetterAlarm } from "../shared/dead-letter-alarm.ts";
import { regionalName } from "../shared/deployed-platform.ts";
import { PlatformAlarms, type PlatformAlarmsProps } from "../shared/platform-alarms.ts";
import { oldestMessage, waitingMessages } from "../shared/queue-metrics.ts";

export interface AccessAlarmsProps extends PlatformAlarmsProps {
  /** Tables whose permissions are to be applied. */
  readonly tables: IQueue;
  readonly deadLetters: IQueue;
  readonly grantor: IFunction;
}

/** Alarms and a dashboard for permissions that could not be applied. */
export class AccessAlarms extends PlatformAlarms {
  constructor(scope: Construct, id: string, props: AccessAlarmsProps) {
    super(scope, id, props);
    const { tables, deadLetters, grantor } = props;
    const handlers = { "apply-grants": grantor };
    this.raise(
      deadLetterAlarm(
        "tables-dead",
        deadLetters,
        "Tables wait in tables-dead: their permissions could not be applied",
      ),
    );
    this.raise({
      name: "tables-late",
      description: "A table has waited two hours for its permissions and is closed until then",
      metric: oldestMessage(tables),
      threshold: 7200,
    });
    this.raiseOnErrors(handlers);
    this.raiseOnLogged({
      GrantsFailed: "Lake Formation refused to grant or to revoke, or an event could not be read",
    });
    new Dashboard(this, "Dashboard", {
      dashboardName: regionalName(this.deployed, "access"),
      widgets: [
        [
          graph("Permissions", {
            left: [this.logged("GrantsChanged")],
            right: [this.logged("GrantsFailed")],
          }),
          graph("Tables that wait", {
            left: [waitingMessages(tables), waitingMessages(deadLetters)],
            right: [oldestMessage(tables)],
          }),
        ],
        handlerWidgets("apply-grants", handlers),
      ],
    });
  }
}
