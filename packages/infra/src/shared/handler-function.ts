import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeManifest } from "@lakewright/config";
import { Duration, RemovalPolicy, Stage } from "aws-cdk-lib";
import {
  type IRole,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as Lambda,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName, regionalName } from "./deployed-platform.ts";

export interface HandlerFunctionProps {
  readonly deployed: DeployedPlatform;
  /** File of the `handlers` package without its ending, such as `register-run`; also the function's name. */
  readonly handler: string;
  readonly description: string;
  /** Encrypts logs, and variables if there are any. */
  readonly key: IKey;
  /** Takes events that could not be handled. */
  readonly deadLetters: IQueue;
  /** IAM statements of the function; only writing its own logs and reaching its queue are added. */
  readonly statements: readonly PolicyStatement[];
  /** @default 1 minute */
  readonly timeout?: Duration;
  /** How many may run at once. */
  readonly concurrency: number;
  /** @default 512 */
  readonly memoryMb?: number;
  /**
   * A role that another stack has made; its rights are given here all the same.
   * @default a role of the function's own
   */
  readonly role?: IRole;
}

/** A Lambda function made of one bundled handler and the platform's manifest, with its own role and log group. */
export class HandlerFunction extends Construct {
  readonly function: Lambda;
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const { deployed, handler, key } = props;
    const functionName = regionalName(deployed, handler);
    const logs = new LogGroup(this, "Logs", {
      logGroupName: `/aws/lambda/${functionName}`,
      encryptionKey: key,
      retention: deployed.deployment.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = handlerRole(this, props, logs);
    this.function = new Lambda(this, "Function", {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(assetFolder(this, deployed, handler)),
      role: withoutPolicyUpdates(this.role),
      logGroup: logs,
      environmentEncryption: key,
      timeout: props.timeout ?? Duration.minutes(1),
      memorySize: props.memoryMb ?? 512,
      reservedConcurrentExecutions: props.concurrency,
      deadLetterQueue: props.deadLetters,
      tracing: Tracing.ACTIVE,
    });
    this.function.node.addDependency(this.node.findChild("Policy"));
    const { vpc } = deployed.deployment;
    // Of the VPC that the account brings only ids are known: the property takes them as they are.
    if (vpc)
      (this.function.node.defaultChild as CfnFunction).vpcConfig = {
        subnetIds: [...vpc.subnets],
        securityGroupIds: [...vpc.securityGroups],
      };
  }
}

/** All rights are in one policy that can be read at a glance; constructs add nothing to it. */
function handlerRole(scope: Construct, props: HandlerFunctionProps, logs: LogGroup): IRole {
  const { deployed, handler, statements } = props;
  const role = props.role ?? functionRole(scope, props);
  new ManagedPolicy(scope, "Policy", {
    managedPolicyName: globalName(deployed, `${handler}-policy`),
    statements: [...ownStatements(props, logs), ...statements],
    roles: [role],
  });
  return role;
}

/** The role of a handler's function, `<platform>-<env>-<handler>-<region>`, without any right yet. */
export function functionRole(
  scope: Construct,
  props: Pick<HandlerFunctionProps, "deployed" | "handler" | "description">,
): Role {
  return new Role(scope, "Role", {
    roleName: globalName(props.deployed, props.handler),
    description: props.description,
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
  });
}

/** A role that another stack has made is not changed by constructs anyway. */
function withoutPolicyUpdates(role: IRole): IRole {
  return role instanceof Role ? role.withoutPolicyUpdates() : role;
}

function ownStatements(props: HandlerFunctionProps, logs: LogGroup): PolicyStatement[] {
  const { deployed, key, deadLetters } = props;
  const allow = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, actions, resources });
  return [
    allow("OwnLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [logs.logGroupArn]),
    allow("OwnDeadLetters", ["sqs:SendMessage"], [deadLetters.queueArn]),
    allow("KeyOfOperations", ["kms:Decrypt", "kms:GenerateDataKey"], [key.keyArn]),
    // These take no resource (service authorization reference, X-Ray and EC2).
    allow("Traces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]),
    ...interfacesIn(deployed),
  ];
}

/** The interfaces have no names before they are made: the VPC bounds them. It may be another account's, which shares it. */
function interfacesIn({ deployment, environment }: DeployedPlatform): PolicyStatement[] {
  if (!deployment.vpc) return [];
  return [
    new PolicyStatement({
      sid: "NetworkInterfaces",
      actions: networkInterfaces,
      resources: ["*"],
      // Describing, and an interface that is being made, know no VPC (service authorization reference, EC2).
      conditions: {
        ArnLikeIfExists: {
          "ec2:Vpc": `arn:aws:ec2:${environment.region}:*:vpc/${deployment.vpc.id}`,
        },
      },
    }),
  ];
}

/** Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC". */
const networkInterfaces = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** The bundle and the manifest in one folder, which CDK addresses by its content. */
function assetFolder(scope: Construct, deployed: DeployedPlatform, handler: string): string {
  const bundle = join(deployed.handlers, handler);
  if (!existsSync(join(bundle, "index.mjs")))
    throw new Error(`handler "${handler}" is not bundled in ${deployed.handlers}: npm run prepare`);
  const manifest = writeManifest(deployed.platform, deployed.environment);
  const digest = createHash("sha256").update(manifest).digest("hex").slice(0, 16);
  const outdir = Stage.of(scope)?.outdir ?? ".";
  const folder = join(outdir, ".handlers", `${handler}-${digest}`);
  mkdirSync(folder, { recursive: true });
  cpSync(bundle, folder, { recursive: true });
  writeFileSync(join(folder, "manifest.json"), manifest);
  return folder;
}
