import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import type { Path } from "../../source/node-at.ts";
import { optionalText, plainMap } from "../../source/raw-value.ts";
import { authKeys, type Grant } from "../schema.ts";
import type { ConnectionDraft } from "./draft-connections.ts";

/** A connection in one environment, overrides merged. */
export interface EffectiveConnection {
  readonly instanceUrl: string | undefined;
  readonly apiVersion: string;
  readonly caFile: string | undefined;
  readonly grant: Grant | undefined;
  readonly auth: Readonly<Record<string, unknown>>;
  /** The override that changes `auth`, if one does. */
  readonly authOverride: Path | undefined;
}

/** Merges a connection's overrides key by key; another `grant` replaces the whole of `auth`. */
export function effectiveConnection(
  { raw, place }: ConnectionDraft,
  { name, standsFor }: EnvironmentDraft,
): EffectiveConnection {
  let merged: Record<string, unknown> = { ...raw };
  let auth = plainMap(raw.auth);
  let authOverride: Path | undefined;
  for (const environment of new Set([standsFor, name])) {
    const override = plainMap(plainMap(raw.environments)[environment]);
    merged = { ...merged, ...override };
    if (override.auth === undefined) continue;
    const keys = plainMap(override.auth);
    const replaces = keys.grant !== undefined && keys.grant !== auth.grant;
    auth = replaces ? keys : { ...auth, ...keys };
    authOverride = [...place.path, "environments", environment, "auth"];
  }
  return {
    instanceUrl: optionalText(merged.instance_url),
    apiVersion: optionalText(merged.api_version) ?? "62.0",
    caFile: optionalText(merged.ca_file),
    grant: isGrant(auth.grant) ? auth.grant : undefined,
    auth,
    authOverride,
  };
}

function isGrant(value: unknown): value is Grant {
  return authKeys.has(value as Grant);
}
