import type { DeployedPlatform } from "../shared/deployed-platform.ts";
import type { WarehouseNetwork } from "./warehouse-network.ts";

/** What a cluster and a workgroup are made of. */
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

/** What other stacks must know of a warehouse. */
export interface MadeWarehouse {
  /** ARN of the cluster, or of the workgroup. */
  readonly arn: string;
  /** Name or ARN of the administrator's secret, which Redshift keeps and turns: the Data API takes either. */
  readonly secret: string;
  /** The same as policies name it. */
  readonly secretArn: string;
}
