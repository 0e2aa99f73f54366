import { readManifest, writeManifest } from "@lakewright/config";
import { declaredGrants } from "@lakewright/engine/domain/declared-grants";
import { CustomResource, Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Role } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import { alarmTopicArn } from "../shared/alarm-topic.ts";
import { type DeployedPlatform, regionalName, roleArn } from "../shared/deployed-platform.ts";
import { HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue, type QueueSettings } from "../shared/platform-queue.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { AccessAlarms } from "./access-alarms.ts";
import { databasesOf } from "./databases-of.ts";
import { grantProperties } from "./grant-properties.ts";
import { grantStatements } from "./grant-statements.ts";
import { SpectrumRoles } from "./spectrum-roles.ts";
import { changedTables } from "./table-event-patterns.ts";

/** As long as a deployment may take to grant everything. */
const timeout = Duration.minutes(10);

/**
 * Access to the lake: one function that brings Lake Formation to the declared access, at each deployment for everything
 * and at each change of a table for that one. Deleting the stack takes all of it away and leaves the data.
 */
export class AccessStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform) {
    super(scope, deployed, {
      what: "data-lake-access",
      description: "Permissions, filters and tags of Lake Formation",
    });
    const key = Key.fromKeyArn(this, "operations-key", readContract(deployed).OperationsKeyArn);
    const queue = (what: string, settings: QueueSettings = {}) =>
      new PlatformQueue(this, what, { deployed, what, key, ...settings }).queue;
    const deadLetters = queue("tables-dead");
    const tables = queue("tables", {
      deadLetters,
      visibilityTimeout: Duration.minutes(6 * timeout.toMinutes()),
    });
    const grantor = new HandlerFunction(this, "apply-grants", {
      deployed,
      handler: "apply-grants",
      description: "Makes Lake Formation hold the declared access",
      key,
      deadLetters,
      statements: grantStatements(deployed, tables),
      timeout,
      // Two batches of tables, and a deployment.
      concurrency: 3,
      role: Role.fromRoleArn(this, "grantor", roleArn(deployed, "apply-grants"), {
        mutable: false,
      }),
    });
    grantor.function.addEventSource(
      new SqsEventSource(tables, {
        batchSize: 10,
        // Tables of one deployment or one morning mostly change together.
        maxBatchingWindow: Duration.seconds(30),
        reportBatchItemFailures: true,
        maxConcurrency: 2,
      }),
    );
    for (const [index, eventPattern] of changedTables(databasesOf(deployed.environment)).entries())
      new Rule(this, `changed-tables-${index}`, {
        ruleName: regionalName(deployed, `changed-tables-${index}`),
        description: "Tables that are made or changed get their permissions",
        eventPattern,
        targets: [new SqsQueue(tables, { deadLetterQueue: deadLetters })],
      });
    const personas = new SpectrumRoles(this, "spectrum", { deployed });
    // It names the function, which comes after its rights: these are there before anything is granted and go after it.
    const grants = new CustomResource(this, "grants", {
      serviceToken: grantor.function.functionArn,
      resourceType: "Custom::LakeFormationGrants",
      properties: grantProperties(declaredGrants(manifestOf(deployed))),
    });
    grants.node.addDependency(personas);
    const topic = Topic.fromTopicArn(this, "alarms", alarmTopicArn(deployed));
    new AccessAlarms(this, "watch", {
      ...{ deployed, topic, tables, deadLetters },
      grantor: grantor.function,
    });
  }
}

/** The function's input as text, so that the diff of a deployment shows what it will do. */
function manifestOf({ platform, environment }: DeployedPlatform) {
  return readManifest(writeManifest(platform, environment));
}
