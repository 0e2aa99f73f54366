import { Duration } from "aws-cdk-lib";
import { type EventPattern, Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction, SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { Key } from "aws-cdk-lib/aws-kms";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import { alarmTopic } from "../shared/alarm-topic.ts";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue, type QueueSettings } from "../shared/platform-queue.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { reconcileStatements, registrarStatements } from "./registrar-statements.ts";
import { RegistrationAlarms } from "./registration-alarms.ts";

/** Enough to register one run: a footer, a table, a partition. */
const registrarTimeout = Duration.minutes(1);

/** Turns finished runs into tables and partitions: queue, registrar, the look-back for missed events, alarms. */
export class RegistrationStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform) {
    super(scope, deployed, {
      what: "data-lake-registration",
      description: "Registers what flows bring",
    });
    const key = Key.fromKeyArn(this, "operations-key", readContract(deployed).OperationsKeyArn);
    const queue = (what: string, settings: QueueSettings = {}) =>
      new PlatformQueue(this, what.replace(".", "-"), { deployed, what, key, ...settings }).queue;

    const eventsDead = queue("events-dead");
    const runsDead = queue("runs-dead.fifo");
    const runs = queue("runs.fifo", {
      deadLetters: runsDead,
      visibilityTimeout: Duration.minutes(6 * registrarTimeout.toMinutes()),
    });

    const register = new HandlerFunction(this, "register-run", {
      deployed,
      handler: "register-run",
      description: "Puts what a finished run brought into the catalog",
      key,
      deadLetters: eventsDead,
      statements: registrarStatements(deployed, readContract(deployed).DataKeyArn, runs),
      timeout: registrarTimeout,
      concurrency: 10,
    });
    register.function.addEventSource(
      // Events of one table come one after the other (message groups); ten tables at once.
      new SqsEventSource(runs, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 10 }),
    );

    const reconcile = new HandlerFunction(this, "reconcile-runs", {
      deployed,
      handler: "reconcile-runs",
      description: "Registers runs whose events were missed: their delivery is best effort",
      key,
      deadLetters: eventsDead,
      statements: reconcileStatements(deployed, readContract(deployed).DataKeyArn),
      timeout: Duration.minutes(15),
      concurrency: 1,
    });
    new Rule(this, "reconcile-schedule", {
      ruleName: regionalName(deployed, "reconcile-runs"),
      description: "Looks for runs whose events were missed",
      schedule: Schedule.rate(Duration.hours(6)),
      targets: [
        new LambdaFunction(reconcile.function, { deadLetterQueue: eventsDead, retryAttempts: 2 }),
      ],
    });

    const alarms = alarmTopic(this, deployed, key);
    new Rule(this, "deactivated-flows", {
      ruleName: regionalName(deployed, "deactivated-flows"),
      description: "AppFlow has turned a flow off after repeated failures",
      eventPattern: deactivatedFlows(deployed),
      targets: [
        new SnsTopic(alarms, {
          deadLetterQueue: eventsDead,
          message: RuleTargetInput.fromText("AppFlow has turned off a flow of the platform"),
        }),
      ],
    });
    new RegistrationAlarms(this, "watch", {
      deployed,
      topic: alarms,
      queues: { runs, "runs-dead": runsDead, "events-dead": eventsDead },
      handlers: { "register-run": register.function, "reconcile-runs": reconcile.function },
    });
  }
}

/**
 * AppFlow has given up on a flow. By the flow's name, as the events' `resources` hold an opaque id (AppFlow user guide,
 * "flow notifications").
 */
function deactivatedFlows(deployed: DeployedPlatform): EventPattern {
  return {
    source: ["aws.appflow"],
    detailType: ["AppFlow Scheduled Flow Deactivated", "AppFlow Event Flow Deactivated"],
    detail: { "flow-name": [{ prefix: regionalName(deployed, "") }] },
  };
}
