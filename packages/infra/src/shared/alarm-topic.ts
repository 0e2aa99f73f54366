import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type DeployedPlatform, regionalName } from "./deployed-platform.ts";

/** Where alarms go: the topic that the account brings, or one of the platform's, encrypted and for TLS alone. */
export function alarmTopic(scope: Construct, deployed: DeployedPlatform, key: IKey): ITopic {
  const { alarmTopic: brought } = deployed.deployment;
  if (brought) return Topic.fromTopicArn(scope, "alarms", brought);
  const topic = new Topic(scope, "alarms", {
    topicName: regionalName(deployed, "alarms"),
    displayName: `${deployed.platform.name} ${deployed.environment.name}`,
    masterKey: key,
    enforceSSL: true,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "AlarmsAndEventsOfThisAccount",
      principals: ["cloudwatch", "events"].map(
        (service) => new ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": deployed.environment.account } },
    }),
  );
  return topic;
}

/** ARN of the topic that `alarmTopic` makes or takes, for stacks that are deployed after it. */
export function alarmTopicArn(deployed: DeployedPlatform): string {
  const { account, region } = deployed.environment;
  const own = `arn:aws:sns:${region}:${account}:${regionalName(deployed, "alarms")}`;
  return deployed.deployment.alarmTopic ?? own;
}
