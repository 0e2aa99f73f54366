import { createHash } from "node:crypto";
import type { Manifest } from "@lakewright/config";
import { hashKeySecret } from "@lakewright/engine/domain/warehouse-names";
import { CustomResource, Duration, RemovalPolicy } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import { alarmTopicArn } from "../shared/alarm-topic.ts";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";
import { HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue } from "../shared/platform-queue.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { dailySchedule } from "./daily-schedule.ts";
import { dataApiStatements } from "./data-api-statements.ts";
import { GrantAlarms } from "./grant-alarms.ts";
import type { MadeWarehouse } from "./warehouse.ts";
import { hashesColumns, manifestOf } from "./warehouse-names.ts";

/**
 * Who sees what in the warehouse: one function that makes it hold the declared access, at each deployment, every day, and
 * whenever it is called; and, where a mask hashes, one that does it, which alone knows the key.
 */
export class GrantsStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform, made: MadeWarehouse) {
    super(scope, deployed, {
      what: "data-warehouse-grants",
      description: "Who sees what in the warehouse",
    });
    const key = Key.fromKeyArn(this, "operations-key", readContract(deployed).OperationsKeyArn);
    const deadLetters = new PlatformQueue(this, "warehouse-grants-dead", {
      ...{ deployed, key },
      what: "warehouse-grants-dead",
    }).queue;
    const hashing = hashesColumns(deployed) ? this.makeHashing(key, deadLetters) : undefined;
    const grantor = new HandlerFunction(this, "warehouse-grants", {
      ...{ deployed, key, deadLetters },
      handler: "warehouse-grants",
      description: "Makes the warehouse hold the declared access",
      statements: [...dataApiStatements(made), registeredTables(deployed)],
      timeout: Duration.minutes(15),
      // Two at once would each undo what the other has begun.
      concurrency: 1,
    });
    const manifest = manifestOf(deployed);
    const grants = new CustomResource(this, "grants", {
      serviceToken: grantor.function.functionArn,
      resourceType: "Custom::RedshiftGrants",
      properties: { Roles: rolesOf(manifest), Digest: digestOf(manifest) },
    });
    if (hashing) grants.node.addDependency(hashing);
    new Rule(this, "every-day", {
      ruleName: regionalName(deployed, "warehouse-grants"),
      description: "Tables that have come since get their access",
      schedule: Schedule.expression(dailySchedule(deployed)),
      targets: [new LambdaFunction(grantor.function, { deadLetterQueue: deadLetters })],
    });
    new GrantAlarms(this, "watch", {
      ...{ deployed, deadLetters },
      topic: Topic.fromTopicArn(this, "alarms", alarmTopicArn(deployed)),
      handlers: {
        "warehouse-grants": grantor.function,
        ...(hashing ? { "keyed-hash": hashing.function } : {}),
      },
    });
  }

  private makeHashing(key: IKey, deadLetters: Queue): HandlerFunction {
    const { deployed } = this;
    const secret = new Secret(this, "hash-key", {
      secretName: hashKeySecret(manifestOf(deployed)),
      description: "Key of the hashes that masks of the warehouse show",
      encryptionKey: key,
      generateSecretString: { excludePunctuation: true, passwordLength: 64 },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return new HandlerFunction(this, "keyed-hash", {
      ...{ deployed, key, deadLetters },
      handler: "keyed-hash",
      description: "Hashes values for masks of the warehouse",
      statements: [
        new PolicyStatement({
          sid: "KeyOfTheHash",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [secret.secretArn],
        }),
      ],
      // Redshift calls it from several slices at once.
      concurrency: 10,
    });
  }
}

/** Roles that the deployment after this one will know to have been the platform's. */
function rolesOf({ environment }: Manifest): readonly string[] {
  return Object.keys(environment.access?.roles ?? {}).sort();
}

/** A change of what is declared is a change of the resource, so that deploying applies it. */
function digestOf({ environment: { access, warehouse } }: Manifest): string {
  const text = JSON.stringify([access, warehouse]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Tables of the warehouse are registered in databases that are called like their schemas. */
function registeredTables({ environment }: DeployedPlatform): PolicyStatement {
  const glue = `arn:aws:glue:${environment.region}:${environment.account}`;
  const projects = environment.warehouse?.projects ?? [];
  const schemas = [...new Set(projects.flatMap((project) => project.schemas))].sort();
  return new PolicyStatement({
    sid: "RegisteredTables",
    actions: ["glue:GetTables"],
    resources: [
      `${glue}:catalog`,
      ...schemas.flatMap((name) => [`${glue}:database/${name}`, `${glue}:table/${name}/*`]),
    ],
  });
}
