import type { ZoneName } from "@lakewright/config";
import { type DeployedPlatform, globalName, roleArn } from "./deployed-platform.ts";

/** Short name of the role by which Lake Formation reads the zones for those who hold grants. */
export const locationRoleName = "lake-location";

/** ARN of that role, the platform's own or the one that the account brings. */
export function locationRoleArn(deployed: DeployedPlatform): string {
  return deployed.deployment.locationRole ?? roleArn(deployed, locationRoleName);
}

/**
 * ARNs of the roles that read a zone's objects directly; everybody else goes through Lake Formation. These are the
 * location role, the registrar and the look-back (footers of the raw zone), and the roles that access.yaml declares as bypassing through
 * `s3` or `kms`, which the access matrix lists.
 */
export function readersOfZone(deployed: DeployedPlatform, zone: ZoneName): readonly string[] {
  const { account, access } = deployed.environment;
  const declared = Object.values(access?.roles ?? {}).flatMap(({ iamRole, bypasses }) =>
    iamRole && bypasses.some((bypass) => bypass.zone === zone) ? [toRoleArn(iamRole, account)] : [],
  );
  const registrars = ["register-run", "reconcile-runs"].map((name) => roleArn(deployed, name));
  const own = [locationRoleArn(deployed), ...(zone === "raw" ? registrars : [])];
  return [...new Set([...own, ...declared])];
}

/** A role as the folder names it, as an ARN. */
export function toRoleArn(nameOrArn: string, account: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : `arn:aws:iam::${account}:role/${nameOrArn}`;
}

/** Name of the bucket that takes access logs. */
export function loggingBucketName(deployed: DeployedPlatform): string {
  const { loggingBucket } = deployed.deployment;
  return loggingBucket ?? globalName(deployed, `logs-${deployed.environment.account}`);
}

/** ARN of the policy that bounds every role of the platform. */
export function boundaryArn(deployed: DeployedPlatform): string {
  const { permissionsBoundary } = deployed.deployment;
  const { account } = deployed.environment;
  return (
    permissionsBoundary ?? `arn:aws:iam::${account}:policy/${globalName(deployed, "boundary")}`
  );
}
