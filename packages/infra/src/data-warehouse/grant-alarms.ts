import { Duration } from "aws-cdk-lib";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { handlerMetric } from "../shared/handler-metric.ts";
import { raiseAlarm } from "../shared/raise-alarm.ts";

export interface GrantAlarmsProps {
  readonly deployed: DeployedPlatform;
  readonly topic: ITopic;
  readonly deadLetters: Queue;
  readonly functions: Readonly<Record<string, Lambda>>;
}

const period = Duration.minutes(5);

/** What somebody on call must know of access to the warehouse that could not be applied. */
export class GrantAlarms extends Construct {
  constructor(scope: Construct, id: string, props: GrantAlarmsProps) {
    super(scope, id);
    const { deployed, topic, deadLetters, functions } = props;
    raiseAlarm(this, {
      ...{ deployed, topic },
      name: "WarehouseGrantsFailed",
      description: "The warehouse does not hold the declared access; what failed stays closed",
      metric: handlerMetric(deployed, "WarehouseGrantsFailed", period),
    });
    raiseAlarm(this, {
      ...{ deployed, topic },
      name: "warehouse-grants-dead",
      description: "Calls wait in warehouse-grants-dead: access was not applied",
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
    });
    for (const [name, lambda] of Object.entries(functions))
      raiseAlarm(this, {
        ...{ deployed, topic },
        name: `${name}-errors`,
        description: `${name} has failed`,
        metric: lambda.metricErrors({ period }),
      });
  }
}
