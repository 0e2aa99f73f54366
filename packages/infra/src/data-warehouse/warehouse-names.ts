import { type Manifest, readManifest, writeManifest } from "@lakewright/config";
import { type DeployedPlatform, regionalName } from "../shared/deployed-platform.ts";

/** Name of the cluster, or of the namespace and the workgroup. */
export function warehouseName(deployed: DeployedPlatform): string {
  return regionalName(deployed, "warehouse");
}

/** The manifest that is deployed with the handlers. */
export function manifestOf({ platform, environment }: DeployedPlatform): Manifest {
  return readManifest(writeManifest(platform, environment));
}

/** Whether a mask of access.yaml hashes columns of the warehouse's own tables. */
export function hashesColumns({ environment: { access, warehouse } }: DeployedPlatform): boolean {
  const schemas = new Set((warehouse?.projects ?? []).flatMap((project) => project.schemas));
  return (access?.masks ?? []).some(
    ({ as, database }) => as.kind === "hash" && schemas.has(database),
  );
}

/**
 * Not Redshift's own 5439, which scanners try first (AwsSolutions-RS11). RA3 and serverless take 5431–5455 and 8191–8215
 * (Redshift management guide, "Modifying a cluster").
 */
export const port = 5440;
