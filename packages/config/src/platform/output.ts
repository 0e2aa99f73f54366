import {
  type Deployment,
  type SourcePosition,
  type ZoneName,
  type ZoneSettings,
  zoneNames,
} from "../sections/platform.ts";
import type { EnvironmentDraft, Place } from "../sections/platform-draft.ts";

/** How an environment is deployed, positions resolved. Without a `deployment` it stands where the environment does. */
export function toDeployment({ deployment, place: environment }: EnvironmentDraft): Deployment {
  const { overrides, acknowledgements, place, ...same } = deployment;
  const isWritten = place.section.isWritten(place.path);
  return {
    ...same,
    overrides: overrides.map(placed),
    acknowledgements: acknowledgements.map(placed),
    at: positionAt(isWritten ? { ...place, aim: { key: true } } : environment),
  };
}

/** How long each zone keeps what it holds. */
export function toZones({ zones }: EnvironmentDraft): Record<ZoneName, ZoneSettings> {
  const entries = zoneNames.map((zone) => {
    const { archiveAfterDays, expireAfterDays } = zones[zone];
    return [zone, { archiveAfterDays, expireAfterDays }] as const;
  });
  return Object.fromEntries(entries) as Record<ZoneName, ZoneSettings>;
}

function placed<T extends { readonly place: Place }>(
  draft: T,
): Omit<T, "place"> & { readonly at: SourcePosition } {
  const { place, ...same } = draft;
  return { ...same, at: positionAt(place) };
}

function positionAt({ section, path, aim }: Place): SourcePosition {
  return section.position(path, aim);
}
