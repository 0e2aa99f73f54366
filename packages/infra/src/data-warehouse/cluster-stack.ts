import { spectrumPersonas, spectrumRoleName, type Warehouse } from "@lakewright/config";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { readContract } from "../core/contract.ts";
import { alarmTopicArn } from "../shared/alarm-topic.ts";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import { PlatformStack } from "../shared/platform-stack.ts";
import { toRoleArn } from "../shared/zone-readers.ts";
import { HashRole } from "./hash-role.ts";
import { PauseSchedule } from "./pause-schedule.ts";
import { ProvisionedWarehouse } from "./provisioned-warehouse.ts";
import { ServerlessWarehouse } from "./serverless-warehouse.ts";
import type { MadeWarehouse } from "./warehouse.ts";
import { WarehouseAlarms } from "./warehouse-alarms.ts";
import { WarehouseLimits } from "./warehouse-limits.ts";
import { hashesColumns } from "./warehouse-names.ts";
import { WarehouseNetwork } from "./warehouse-network.ts";

/** The warehouse itself, cluster or workgroup, with its way in, its sleep and its alarms. */
export class ClusterStack extends PlatformStack {
  readonly made: MadeWarehouse;

  constructor(scope: Construct, deployed: DeployedPlatform, { redshift }: Warehouse) {
    super(scope, deployed, {
      what: "data-warehouse-cluster",
      description: "The warehouse: Redshift",
    });
    const { platform, environment } = deployed;
    const keyArn = readContract(deployed).OperationsKeyArn;
    const props = {
      ...{ deployed, keyArn },
      network: new WarehouseNetwork(this, "network", { deployed }),
      roles: [
        ...spectrumPersonas(environment).map((persona) =>
          toRoleArn(spectrumRoleName(platform.name, environment, persona), environment.account),
        ),
        ...(hashesColumns(deployed) ? [new HashRole(this, "hash", { deployed }).roleArn] : []),
      ],
    };
    const warehouse =
      redshift.kind === "provisioned"
        ? new ProvisionedWarehouse(this, "warehouse", { ...props, redshift })
        : new ServerlessWarehouse(this, "warehouse", { ...props, redshift });
    this.made = warehouse.made;
    if (redshift.kind === "provisioned" && redshift.pause)
      new PauseSchedule(this, "sleep", { deployed, ...redshift.pause }).node.addDependency(
        warehouse,
      );
    if (redshift.usageLimits.length > 0)
      new WarehouseLimits(this, "usage", {
        ...{ deployed, redshift, made: this.made },
        key: Key.fromKeyArn(this, "operations-key", keyArn),
      });
    const topic = Topic.fromTopicArn(this, "alarms", alarmTopicArn(deployed));
    new WarehouseAlarms(this, "watch", { deployed, topic, redshift });
  }
}
