import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { metricPeriod } from "./platform-alarms.ts";

/** Number of messages that wait in a queue. */
export function waitingMessages(queue: IQueue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: metricPeriod });
}

/** Age of the oldest message of a queue, in seconds. */
export function oldestMessage(queue: IQueue): Metric {
  return queue.metricApproximateAgeOfOldestMessage({ period: metricPeriod });
}
