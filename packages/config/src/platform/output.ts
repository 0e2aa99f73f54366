import { positionAt, withPosition } from "../source/place.ts";
import { bucketNames } from "./bucket-name.ts";
import type { EnvironmentDraft } from "./draft/draft-environments.ts";
import type { PlatformSectionDraft } from "./draft/draft-platform-section.ts";
import {
  type DeclaredEnvironment,
  type Deployment,
  type ZoneName,
  type ZoneSettings,
  zoneNames,
} from "./types.ts";

/** One environment as platform.yaml declares it. */
export function toDeclaredEnvironment(
  { name: platform = "", tags }: Pick<PlatformSectionDraft, "name" | "tags">,
  environment: EnvironmentDraft,
): DeclaredEnvironment {
  const { name, standsFor, account, region, lineage } = environment;
  return {
    name,
    standsFor,
    account,
    region,
    tags: { ...tags.values, ...environment.tags.values },
    buckets: bucketNames({ platform, environment: standsFor, account, region }),
    zones: toZones(environment),
    lineage,
    deployment: region === "local" ? undefined : toDeployment(environment),
  };
}

/** Deployment of an environment, positions resolved. Without a `deployment` its position is the environment's. */
function toDeployment({ deployment, place: environment }: EnvironmentDraft): Deployment {
  const { overrides, acknowledgements, place, ...same } = deployment;
  const isWritten = place.section.isWritten(place.path);
  return {
    ...same,
    overrides: overrides.map(withPosition),
    acknowledgements: acknowledgements.map(withPosition),
    at: positionAt(isWritten ? { ...place, aim: { key: true } } : environment),
  };
}

/** Age limits of the objects of each zone. */
function toZones({ zones }: EnvironmentDraft): Record<ZoneName, ZoneSettings> {
  const entries = zoneNames.map((zone) => {
    const { archiveAfterDays, expireAfterDays } = zones[zone];
    return [zone, { archiveAfterDays, expireAfterDays }] as const;
  });
  return Object.fromEntries(entries) as Record<ZoneName, ZoneSettings>;
}
