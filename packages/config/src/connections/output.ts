import { resolve } from "node:path";
import type { EnvironmentDraft } from "../platform/draft/draft-environments.ts";
import { positionAt } from "../source/place.ts";
import { parseInstanceUrl } from "../values/instance-url.ts";
import { parseReference, parseTextOrReference, type Reference } from "../values/reference.ts";
import { laterKinds } from "./connectors.ts";
import type { ConnectionDraft, ConnectionsDraft } from "./draft/draft-connections.ts";
import { type EffectiveConnection, effectiveConnection } from "./draft/effective-connection.ts";
import type { Connection, SalesforceAuth } from "./types.ts";

/** The connections of one environment by name, without those of kinds that later versions read. The rules have passed. */
export function toConnections(
  { connections, folder }: Pick<ConnectionsDraft, "connections"> & { readonly folder: string },
  environment: EnvironmentDraft,
): Readonly<Record<string, Connection>> {
  const byName: Record<string, Connection> = Object.create(null);
  for (const declared of connections) {
    const connection = toConnection(declared, environment, folder);
    if (connection) byName[declared.name] = connection;
  }
  return byName;
}

function toConnection(
  draft: ConnectionDraft,
  environment: EnvironmentDraft,
  folder: string,
): Connection | undefined {
  const { name, kind = "", place } = draft;
  const at = positionAt(place);
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
