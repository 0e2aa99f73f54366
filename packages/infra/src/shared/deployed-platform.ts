import type { Deployment, Environment, Platform } from "@lakewright/config";

/** One environment of a platform as CDK apps see it. */
export interface DeployedPlatform {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly deployment: Deployment;
  /** Folder that holds `<handler>/index.mjs` for each handler, absolute. */
  readonly handlers: string;
}

/** `<platform>-<env>-<what>`: the name of everything that is unique in a region. */
export function regionalName({ platform, environment }: DeployedPlatform, what: string): string {
  return [platform.name, environment.standsFor, what].join("-");
}

/** `<platform>-<env>-<what>-<region>`: IAM and buckets are global, so that a second region must not collide. */
export function globalName(deployed: DeployedPlatform, what: string): string {
  return `${regionalName(deployed, what)}-${deployed.environment.region}`;
}

/** ARN of a role of this platform, whether or not it has been made yet. */
export function roleArn(deployed: DeployedPlatform, what: string): string {
  return `arn:aws:iam::${deployed.environment.account}:role/${globalName(deployed, what)}`;
}
