import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { RaisedAlarm } from "./platform-alarms.ts";
import { waitingMessages } from "./queue-metrics.ts";

/** An alarm that is raised as soon as a message waits in a dead-letter queue; it has the queue's name. */
export function deadLetterAlarm(name: string, queue: IQueue, description: string): RaisedAlarm {
  return { name, description, metric: waitingMessages(queue) };
}
