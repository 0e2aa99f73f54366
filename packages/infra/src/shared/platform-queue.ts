import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "./deployed-platform.ts";

export interface QueueSettings {
  /** At least six times the timeout of the function that reads it (Lambda developer guide, "Using Lambda with Amazon SQS"). */
  readonly visibilityTimeout?: Duration;
  /** Takes what was received five times and not settled. */
  readonly deadLetters?: Queue;
}

export interface PlatformQueueProps extends QueueSettings {
  readonly deployed: DeployedPlatform;
  /** `<platform>-<env>-<what>`; one that ends in `.fifo` keeps the order within a message group. */
  readonly what: string;
  readonly key: IKey;
}

/** An encrypted queue that EventBridge rules of this platform may send to, over TLS alone. */
export class PlatformQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: PlatformQueueProps) {
    super(scope, id);
    const { deployed, what, key, deadLetters, visibilityTimeout } = props;
    const isFifo = what.endsWith(".fifo");
    this.queue = new Queue(this, "Queue", {
      queueName: regionalName(deployed, what),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
      ...(isFifo ? { fifo: true, contentBasedDeduplication: true } : {}),
      ...(visibilityTimeout ? { visibilityTimeout } : {}),
      ...(deadLetters ? { deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 } } : {}),
    });
    this.queue.addToResourcePolicy(rulesMaySend(this.queue, deployed));
  }
}

function rulesMaySend(queue: Queue, deployed: DeployedPlatform): PolicyStatement {
  const { account, region } = deployed.environment;
  const rules = `arn:aws:events:${region}:${account}:rule/${regionalName(deployed, "*")}`;
  return new PolicyStatement({
    sid: "RulesOfThePlatformSend",
    principals: [new ServicePrincipal("events.amazonaws.com")],
    actions: ["sqs:SendMessage"],
    resources: [queue.queueArn],
    conditions: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": rules },
    },
  });
}
