import type { Redshift } from "@lakewright/config";
import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import type { WarehouseNetwork } from "./warehouse-network.ts";

/** Input of a cluster and of a workgroup. */
export interface WarehouseProps {
  readonly deployed: DeployedPlatform;
  /** Key of operations: the zones' own is closed to whom the folder does not name. */
  readonly keyArn: string;
  readonly network: WarehouseNetwork;
  /** Roles that the warehouse may take on: those that read external schemas, and the one that hashes. */
  readonly roles: readonly string[];
}

/** Parameters that both kinds have, and want for the same reasons. */
export const sharedParameters = {
  require_ssl: "true",
  enable_user_activity_logging: "true",
} as const;

/** A warehouse as other stacks refer to it. */
export interface MadeWarehouse {
  readonly kind: Redshift["kind"];
  /** ARN of the cluster, or of the workgroup. */
  readonly arn: string;
  /** Name or ARN of the administrator's secret, which Redshift keeps and turns: the Data API takes either. */
  readonly secret: string;
  /** The same as policies name it. */
  readonly secretArn: string;
  /** Id of its security group. */
  readonly securityGroup: string;
}
