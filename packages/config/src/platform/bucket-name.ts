import { type ZoneName, zoneNames } from "./types.ts";

export const maxBucketNameLength = 63;

export interface BucketNameParts {
  readonly platform: string;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
}

/** The bucket of each zone: `<platform>-<env>-<zone>-<account>-<region>`. */
export function bucketNames(parts: BucketNameParts): Record<ZoneName, string> {
  const { platform, environment, account, region } = parts;
  const entries = zoneNames.map((zone) => [
    zone,
    [platform, environment, zone, account, region].join("-"),
  ]);
  return Object.fromEntries(entries) as Record<ZoneName, string>;
}
