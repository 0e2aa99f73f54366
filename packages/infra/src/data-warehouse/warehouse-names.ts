import { type Manifest, readManifest, writeManifest } from "@lakewright/config";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";

/** Name of the cluster, or of the namespace and the workgroup. */
export function warehouseName(deployed: DeployedPlatform): string {
  return regionalName(deployed, "warehouse");
}

/** What the handlers will know. */
export function manifestOf({ platform, environment }: DeployedPlatform): Manifest {
  return readManifest(writeManifest(platform, environment));
}

/**
 * Not Redshift's own 5439, which scanners try first (AwsSolutions-RS11). RA3 and serverless take 5431–5455 and 8191–8215
 * (Redshift management guide, "Modifying a cluster").
 */
export const port = 5440;
