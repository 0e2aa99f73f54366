import { CustomResource, Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { type DeployedPlatform, roleArn } from "../shared/deployed-platform.ts";
import { functionRole, HandlerFunction } from "../shared/handler-function.ts";
import { PlatformQueue } from "../shared/platform-queue.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { toRoleArn } from "../shared/zone-readers.ts";
import { readContract } from "./contract.ts";

/**
 * Settings of Lake Formation in the account and region, which this stack alone writes: closed defaults and the list of
 * administrators. The role that grants is made here, since only a role that exists can be an administrator.
 */
export class LakeSettingsStack extends PlatformStack {
  constructor(scope: Construct, deployed: DeployedPlatform) {
    super(scope, deployed, {
      what: "core-lake-settings",
      description: "Settings and administrators of Lake Formation",
    });
    const key = Key.fromKeyArn(this, "operations-key", readContract(deployed).OperationsKeyArn);
    const grantor = functionRole(new Construct(this, "apply-grants"), {
      deployed,
      handler: "apply-grants",
      description: "Administers Lake Formation and reads no data",
    });
    const owner = new HandlerFunction(this, "lake-settings", {
      deployed,
      handler: "lake-settings",
      description: "Owns the settings of Lake Formation",
      key,
      deadLetters: new PlatformQueue(this, "settings-dead", {
        deployed,
        what: "settings-dead",
        key,
      }).queue,
      statements: settingsStatements(deployed),
      timeout: Duration.minutes(5),
      concurrency: 1,
    });
    const settings = new CustomResource(this, "settings", {
      serviceToken: owner.function.functionArn,
      resourceType: "Custom::LakeFormationSettings",
      properties: { Administrators: administratorsOf(deployed) },
    });
    settings.node.addDependency(grantor);
  }
}

/** Those that the folder names; CloudFormation, which makes databases and registers places; what grants. */
function administratorsOf(deployed: DeployedPlatform): readonly string[] {
  const { environment, deployment } = deployed;
  const { account, region } = environment;
  const declared = deployment.lakeAdministrators.map((name) => toRoleArn(name, account));
  const execution = `cdk-${deployment.qualifier}-cfn-exec-role-${account}-${region}`;
  return [
    ...new Set([...declared, toRoleArn(execution, account), roleArn(deployed, "apply-grants")]),
  ];
}

function settingsStatements({ environment }: DeployedPlatform): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "SettingsOfLakeFormation",
      actions: ["lakeformation:GetDataLakeSettings", "lakeformation:PutDataLakeSettings"],
      // Lake Formation has no resources in IAM (service authorization reference).
      resources: ["*"],
    }),
    new PolicyStatement({
      sid: "RolesThatStillExist",
      actions: ["iam:GetRole"],
      // Administrators may be any role of the account.
      resources: [`arn:aws:iam::${environment.account}:role/*`],
    }),
  ];
}
