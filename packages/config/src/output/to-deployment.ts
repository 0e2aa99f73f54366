import type { EnvironmentDraft } from "../draft/platform-draft.ts";
import { type Deployment, type ZoneName, type ZoneSettings, zoneNames } from "../platform.ts";

/** How an environment is deployed, with every default filled in. */
export function toDeployment({ place }: EnvironmentDraft): Deployment {
  return {
    qualifier: "hnb659fds",
    permissionsBoundary: undefined,
    key: undefined,
    loggingBucket: undefined,
    locationRole: undefined,
    vpc: undefined,
    lakeAdministrators: [],
    alarmTopic: undefined,
    logRetentionDays: 365,
    pinnedFlows: {},
    overrides: [],
    acknowledgements: [],
    at: place.section.position(place.path, place.aim),
  };
}

/** How long each zone keeps what it holds, with every default filled in. */
export function zoneSettings(): Record<ZoneName, ZoneSettings> {
  const kept = { archiveAfterDays: undefined, expireAfterDays: undefined };
  const entries = zoneNames.map((zone) => [zone, kept] as const);
  return Object.fromEntries(entries) as Record<ZoneName, ZoneSettings>;
}
