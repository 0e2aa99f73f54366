import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";

/** Name of the cluster, or of the namespace and the workgroup. */
export function warehouseName(deployed: DeployedPlatform): string {
  return regionalName(deployed, "warehouse");
}

/** The administrator that Redshift makes, whose password it keeps in Secrets Manager. */
export const administrator = "warehouse_admin";

/**
 * Not Redshift's own 5439, which scanners try first (AwsSolutions-RS11). RA3 and serverless take 5431–5455 and 8191–8215
 * (Redshift management guide, "Modifying a cluster").
 */
export const port = 5440;
