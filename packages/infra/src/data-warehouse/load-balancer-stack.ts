import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import { alarmTopicArn } from "../shared/alarm-topic.ts";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue } from "../shared/platform-queue.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { LoadBalancerAlarms } from "./load-balancer-alarms.ts";
import type { MadeWarehouse } from "./warehouse.ts";
import { WarehouseLoadBalancer } from "./warehouse-load-balancer.ts";

/** A cluster that is resized or woken gets other addresses: this often they are looked at, beside at its events. */
const every = Duration.minutes(2);

/** An address of the warehouse that stays, and what keeps the load balancer behind it pointing at the warehouse. */
export class LoadBalancerStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform, made: MadeWarehouse) {
    super(scope, deployed, {
      what: "data-warehouse-load-balancer",
      description: "The warehouse's address that stays",
    });
    const key = Key.fromKeyArn(this, "operations-key", readContract(deployed).OperationsKeyArn);
    const balancer = new WarehouseLoadBalancer(this, "balancer", { deployed, made });
    const what = "warehouse-targets-dead";
    const deadLetters = new PlatformQueue(this, what, { deployed, what, key }).queue;
    const targets = new HandlerFunction(this, "warehouse-targets", {
      ...{ deployed, key, deadLetters },
      handler: "warehouse-targets",
      description: "Points the load balancer at the warehouse",
      statements: targetStatements(made, balancer.targetGroup),
      concurrency: 1,
    });
    const target = new LambdaFunction(targets.function, {
      deadLetterQueue: deadLetters,
      event: RuleTargetInput.fromObject({ targetGroup: balancer.targetGroup }),
    });
    new Rule(this, "on-schedule", {
      ruleName: regionalName(deployed, "warehouse-targets"),
      description: "The warehouse may have moved",
      schedule: Schedule.rate(every),
      targets: [target],
    });
    new Rule(this, "on-events", {
      ruleName: regionalName(deployed, "warehouse-events"),
      description: "Something happened to a warehouse of the account",
      eventPattern: { source: ["aws.redshift", "aws.redshift-serverless"] },
      targets: [target],
    });
    new LoadBalancerAlarms(this, "watch", {
      ...{ deployed, balancer },
      reconciler: targets.function,
      topic: Topic.fromTopicArn(this, "alarms", alarmTopicArn(deployed)),
    });
  }
}

function targetStatements({ arn, kind }: MadeWarehouse, targetGroup: string): PolicyStatement[] {
  const allow = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, actions, resources });
  const describe =
    kind === "provisioned" ? "redshift:DescribeClusters" : "redshift-serverless:GetWorkgroup";
  return [
    allow("WhereTheWarehouseIs", [describe], [arn]),
    allow(
      "OwnTargets",
      ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      [targetGroup],
    ),
    // It takes no resource (service authorization reference, Elastic Load Balancing V2).
    allow("HealthOfTargets", ["elasticloadbalancing:DescribeTargetHealth"], ["*"]),
  ];
}
