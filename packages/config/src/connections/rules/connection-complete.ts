import type { EnvironmentDraft } from "../../platform/draft/draft-environments.ts";
import type { Report, Rule } from "../../sections/rule.ts";
import type { Place } from "../../source/place.ts";
import type { ConnectionDraft } from "../draft/draft-connections.ts";
import { type EffectiveConnection, effectiveConnection } from "../draft/effective-connection.ts";
import { authKeys } from "../schema.ts";

/** In each environment a Salesforce connection has, overrides included, all that signing in needs. */
export const connectionComplete: Rule = ({ connections, environments }, report) => {
  for (const connection of connections) {
    if (connection.kind !== "salesforce") continue;
    for (const environment of environments) check(connection, environment, report);
  }
};

function check(connection: ConnectionDraft, environment: EnvironmentDraft, report: Report): void {
  const effective = effectiveConnection(connection, environment);
  const { name, place } = connection;
  const where = `connection "${name}" in environment ${environment.name}`;
  const missing = (key: string, hint?: string) =>
    report({ code: "LW1303", place, message: `${where} has no ${key}`, hint });
  if (effective.instanceUrl === undefined && !refused(connection, "instance_url")) {
    missing("instance_url", `such as https://example.my.salesforce.com, or \${env:NAME}`);
  }
  if (connection.raw.auth === undefined && effective.authOverride === undefined) {
    if (!refused(connection, "auth"))
      missing("auth", "with grant, client_id and the grant's secret");
    return;
  }
  checkAuth(effective, { connection, where }, report);
}

/** Overrides can leave `auth` with a key too few or one too many; the schema sees to the rest. */
function checkAuth(
  { grant, auth, authOverride }: EffectiveConnection,
  { connection, where }: { readonly connection: ConnectionDraft; readonly where: string },
  report: Report,
): void {
  if (authOverride === undefined) return;
  const { section } = connection.place;
  const place: Place = { section, path: authOverride, aim: { key: true } };
  if (grant === undefined) {
    const known = [...authKeys.keys()].join(", ");
    report({ code: "LW1303", place, message: `${where} has no grant`, hint: `one of ${known}` });
    return;
  }
  const keys = authKeys.get(grant) ?? [];
  for (const { key, required } of keys) {
    if (!required || auth[key] !== undefined || refusedAt(place, key)) continue;
    report({ code: "LW1303", place, message: `${where} has no ${key} for grant ${grant}` });
  }
  const known = keys.map(({ key }) => key);
  for (const key of Object.keys(auth).filter((key) => !known.includes(key))) {
    const hint = `the keys of grant ${grant} are ${known.join(", ")}`;
    const at: Place = { section, path: [...authOverride, key], aim: { key: true } };
    report({
      code: "LW1306",
      place: at,
      message: `${where} has ${key}, which grant ${grant} does not know`,
      hint,
    });
  }
}

/** A key that the schema refused is already reported. */
function refused({ raw, place }: ConnectionDraft, key: string): boolean {
  return raw[key] === undefined && refusedAt(place, key);
}

function refusedAt({ section, path }: Place, key: string): boolean {
  return section.isWritten([...path, key]);
}
