import { createPrivateKey } from "node:crypto";
import type { SalesforceAuth, SalesforceConnection } from "@lakewright/config";
import { SignJWT } from "jose";
import type { Secrets } from "../../../core/index.ts";
import { PlatformError } from "../../../core/index.ts";
import { resolvedText } from "./endpoint.ts";

/** The form that a token request carries, and which of its values must never be shown. */
export interface OauthGrant {
  readonly form: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Salesforce accepts assertions for a few minutes only. */
const assertionLifetime = "3m";

/** Builds the form of the connection's grant. Fails with `secret_missing`, or `authentication_failed` for a bad key. */
export async function oauthGrant(
  { auth, name }: SalesforceConnection,
  origin: URL,
  secrets: Secrets,
): Promise<OauthGrant> {
  const clientId = await resolvedText(auth.clientId, secrets);
  if (auth.grant === "jwt_bearer")
    return jwtBearer(auth, { clientId, origin, secrets, connection: name });
  const reference = auth.clientSecret;
  const clientSecret = reference && (await secrets.resolve(reference));
  const client = { client_id: clientId, ...(clientSecret ? { client_secret: clientSecret } : {}) };
  if (auth.grant === "client_credentials")
    return grant({ grant_type: auth.grant, ...client }, [clientSecret]);
  const refreshToken = await secrets.resolve(auth.refreshToken);
  const form = { grant_type: auth.grant, ...client, refresh_token: refreshToken };
  return grant(form, [clientSecret, refreshToken]);
}

interface Client {
  readonly clientId: string;
  readonly origin: URL;
  readonly secrets: Secrets;
  readonly connection: string;
}

type JwtBearer = Extract<SalesforceAuth, { grant: "jwt_bearer" }>;

async function jwtBearer(
  auth: JwtBearer,
  { clientId, origin, secrets, connection }: Client,
): Promise<OauthGrant> {
  const pem = await secrets.resolve(auth.privateKey);
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: "RS256" })
    .setIssuer(clientId)
    .setSubject(await resolvedText(auth.username, secrets))
    .setAudience(auth.audience ?? origin.origin)
    .setExpirationTime(assertionLifetime)
    .sign(privateKey(pem, connection));
  const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  return grant({ grant_type: grantType, assertion }, [assertion, pem]);
}

/** Environment variables often hold the line ends of a PEM as `\n`. */
function privateKey(pem: string, connection: string) {
  try {
    return createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    throw new PlatformError(
      "authentication_failed",
      `connection "${connection}": private_key is not a private key in PEM form`,
      "give the whole text of the .pem or .key file, from -----BEGIN to END-----",
    );
  }
}

function grant(form: Record<string, string>, secrets: readonly (string | undefined)[]): OauthGrant {
  return { form, secrets: secrets.filter((secret) => secret !== undefined) };
}
