import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { deadLetterAlarm } from "../shared/dead-letter-alarm.ts";
import {
  type Handlers,
  PlatformAlarms,
  type PlatformAlarmsProps,
} from "../shared/platform-alarms.ts";

export interface GrantAlarmsProps extends PlatformAlarmsProps {
  readonly deadLetters: IQueue;
  readonly handlers: Handlers;
}

/** Alarms for access to the warehouse that could not be applied. */
export class GrantAlarms extends PlatformAlarms {
  constructor(scope: Construct, id: string, props: GrantAlarmsProps) {
    super(scope, id, props);
    const { deadLetters, handlers } = props;
    this.raiseOnLogged({
      WarehouseGrantsFailed:
        "The warehouse does not hold the declared access; what failed stays closed",
    });
    this.raise(
      deadLetterAlarm(
        "warehouse-grants-dead",
        deadLetters,
        "Calls wait in warehouse-grants-dead: access was not applied",
      ),
    );
    this.raiseOnErrors(handlers);
  }
}
