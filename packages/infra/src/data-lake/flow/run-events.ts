import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "../../shared/deployed-platform.ts";
import { runEventPatterns } from "./run-event-patterns.ts";

export interface RunEventsProps {
  readonly deployed: DeployedPlatform;
  /** Such as `flows-07`: the message group, which has one event in work at a time. */
  readonly shard: string;
  readonly flowNames: readonly string[];
}

/**
 * Sends the end of these flows' runs to the registrar's queue. Queues are known by name (they are made by another stack),
 * and their policies let the rules `<platform>-<env>-runs-*` in.
 */
export class RunEvents extends Construct {
  constructor(scope: Construct, { deployed, shard, flowNames }: RunEventsProps) {
    super(scope, "RunEvents");
    for (const [index, eventPattern] of runEventPatterns(flowNames).entries())
      new CfnRule(this, `Rule${index + 1}`, {
        name: regionalName(deployed, `runs-${shard}-${index + 1}`),
        description: `Ends of runs of the flows of ${shard}, to the registrar`,
        eventPattern,
        targets: [
          {
            id: "Registrar",
            arn: queueArn(deployed, "runs.fifo"),
            // All events of a table come from one stack, so that they are handled one after the other.
            sqsParameters: { messageGroupId: shard },
            // A rule's dead letters go to a standard queue: EventBridge takes no FIFO queue for them.
            deadLetterConfig: { arn: queueArn(deployed, "events-dead") },
          },
        ],
      });
  }
}

function queueArn(deployed: DeployedPlatform, what: string): string {
  const { region, account } = deployed.environment;
  return `arn:aws:sqs:${region}:${account}:${regionalName(deployed, what)}`;
}
