import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnScheduledAction } from "aws-cdk-lib/aws-redshift";
import { Construct } from "constructs";
import { type DeployedPlatform, globalName, regionalName } from "../shared/deployed-platform.ts";
import { warehouseName } from "./warehouse-names.ts";

export interface PauseScheduleProps {
  readonly deployed: DeployedPlatform;
  /** `cron(…)`, UTC. */
  readonly pauseAt: string;
  readonly resumeAt: string;
}

/** Lets the cluster sleep, when its computing costs nothing, and wakes it. */
export class PauseSchedule extends Construct {
  constructor(scope: Construct, id: string, { deployed, pauseAt, resumeAt }: PauseScheduleProps) {
    super(scope, id);
    const { account, region } = deployed.environment;
    const clusterIdentifier = warehouseName(deployed);
    const role = new Role(this, "Role", {
      roleName: globalName(deployed, "warehouse-sleep"),
      description: "Pauses and resumes the warehouse",
      assumedBy: new ServicePrincipal("scheduler.redshift.amazonaws.com"),
    });
    const policy = new ManagedPolicy(this, "Policy", {
      managedPolicyName: globalName(deployed, "warehouse-sleep-policy"),
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: "SleepOfTheWarehouse",
          actions: ["redshift:PauseCluster", "redshift:ResumeCluster"],
          resources: [`arn:aws:redshift:${region}:${account}:cluster:${clusterIdentifier}`],
        }),
      ],
    });
    const pause = { targetAction: { pauseCluster: { clusterIdentifier } }, schedule: pauseAt };
    const resume = { targetAction: { resumeCluster: { clusterIdentifier } }, schedule: resumeAt };
    for (const [name, action] of Object.entries({ pause, resume }))
      new CfnScheduledAction(this, name, {
        scheduledActionName: regionalName(deployed, `warehouse-${name}`),
        iamRole: role.roleArn,
        enable: true,
        ...action,
      }).node.addDependency(policy);
  }
}
