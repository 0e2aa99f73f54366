import { resolve } from "node:path";
import type { Connection, Reference, SalesforceAuth } from "../sections/platform.ts";
import type { ConnectionDraft, EnvironmentDraft } from "../sections/platform-draft.ts";
import { parseInstanceUrl } from "../values/instance-url.ts";
import { parseReference, parseTextOrReference } from "../values/reference.ts";
import { laterKinds } from "./connectors.ts";
import { type EffectiveConnection, effectiveConnection } from "./draft/effective-connection.ts";

/** A connection in one environment; undefined for kinds of later versions. The rules have passed. */
export function toConnection(
  draft: ConnectionDraft,
  environment: EnvironmentDraft,
  folder: string,
): Connection | undefined {
  const { name, kind = "", place } = draft;
  const at = place.section.position(place.path, place.aim);
  if (laterKinds.some((later) => later === kind)) return undefined;
  if (kind !== "salesforce") return { kind: "other", connector: kind, name, at };
  const effective = effectiveConnection(draft, environment);
  const { instanceUrl = "", apiVersion, caFile } = effective;
  return {
    kind,
    name,
    instanceUrl: parseInstanceUrl(instanceUrl),
    apiVersion,
    auth: toAuth(effective),
    caFile: caFile === undefined ? undefined : resolve(folder, caFile),
    at,
  };
}

function toAuth({ grant, auth }: EffectiveConnection): SalesforceAuth {
  const clientId = textOrReference(auth.client_id);
  if (grant === "client_credentials") {
    return { grant, clientId, clientSecret: secret(auth.client_secret) };
  }
  if (grant === "jwt_bearer") {
    const audience = auth.audience === undefined ? undefined : String(auth.audience);
    const privateKey = secret(auth.private_key);
    return { grant, clientId, username: textOrReference(auth.username), privateKey, audience };
  }
  const clientSecret = auth.client_secret === undefined ? undefined : secret(auth.client_secret);
  const refreshToken = secret(auth.refresh_token);
  return { grant: "refresh_token", clientId, clientSecret, refreshToken };
}

function textOrReference(value: unknown): string | Reference {
  return parseTextOrReference(String(value));
}

/** The schema has refused all but references by now; anything else is a bug here. */
function secret(value: unknown): Reference {
  const reference = parseReference(String(value));
  if (reference === undefined) throw new Error("a secret that is no reference passed the schema");
  return reference;
}
