import type { SalesforceConnection } from "@lakewright/config";
import type { Secrets } from "../../../core/index.ts";
import { PlatformError } from "../../../core/index.ts";
import { type Endpoint, sessionOrigin } from "./endpoint.ts";
import { type HttpTransport, readBody } from "./http-transport.ts";
import { asObject, asText, parsedJson } from "./json-shape.ts";
import { oauthGrant } from "./oauth-grant.ts";
import { type Refusal, serverFailure } from "./server-failure.ts";
import type { ShowServerText } from "./server-text.ts";

/** The token that requests carry, and the server that they go to. */
export interface Login {
  readonly accessToken: string;
  readonly origin: URL;
}

export interface Session {
  /** The cached login, or a new one. Fails with `authentication_failed`. */
  login(): Promise<Login>;
  /** A login other than the one that the server has just rejected; callers at the same time share one request. */
  renew(rejected: Login): Promise<Login>;
}

/** Makes one attempt at `request`; the caller's retry policy is around it. */
type Attempts = <T>(attempt: () => Promise<T>) => Promise<T>;

interface SessionTools {
  readonly transport: HttpTransport;
  readonly attempts: Attempts;
  /** Takes every secret text that must not be shown. */
  readonly hide: (secret: string) => void;
  readonly show: ShowServerText;
}

/** Where to log in, and with which credentials. */
interface Account {
  readonly connection: SalesforceConnection;
  readonly endpoint: Endpoint;
  readonly secrets: Secrets;
}

/** Logs in with the connection's grant when a token is first needed, and keeps it in memory only. */
export function openSession(account: Account, tools: SessionTools): Session {
  let current: Login | undefined;
  let pending: Promise<Login> | undefined;
  const logIn = async () => {
    current = await tools.attempts(() => requestToken(account, tools));
    return current;
  };
  const shared = () => {
    pending ??= logIn().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  return {
    login: async () => current ?? shared(),
    renew: async (rejected) => (current && current !== rejected ? current : shared()),
  };
}

async function requestToken(
  { connection, endpoint: { origin }, secrets }: Account,
  { transport, hide, show }: SessionTools,
): Promise<Login> {
  const grant = await oauthGrant(connection, origin, secrets);
  for (const secret of grant.secrets) hide(secret);
  const response = await transport({
    method: "POST",
    url: new URL("/services/oauth2/token", origin),
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams(grant.form).toString(),
  });
  const body = (await readBody(response)).toString("utf8");
  const status = response.statusCode ?? 0;
  const answer = asObject(parsedJson(body));
  const accessToken = asText(answer.access_token);
  if (status !== 200 || !accessToken)
    throw refusedLogin({ status, headers: response.headers, body }, connection, show);
  hide(accessToken);
  return { accessToken, origin: sessionOrigin(origin, answer.instance_url) };
}

function refusedLogin(
  refusal: Refusal,
  { name, auth }: SalesforceConnection,
  show: ShowServerText,
): PlatformError {
  const failure = serverFailure(refusal, name, show);
  if (failure.retryable || (refusal.status >= 300 && refusal.status < 400)) return failure;
  const answer = asObject(parsedJson(refusal.body));
  const reason = asText(answer.error) || `HTTP ${refusal.status}`;
  const description = asText(answer.error_description);
  const answered = description ? `${reason}: ${description}` : reason;
  const message = `connection "${name}": Salesforce refused the login (${show(answered)})`;
  return new PlatformError("authentication_failed", message, loginHint(reason, auth.grant));
}

/** The usual causes, by OAuth error and grant. */
function loginHint(reason: string, grant: SalesforceConnection["auth"]["grant"]): string {
  if (/invalid_client/.test(reason))
    return "check client_id and client_secret: both belong to one External Client App of this org";
  if (grant === "refresh_token")
    return (
      "the refresh token was revoked or has expired; Salesforce keeps five per user and app and drops the oldest: " +
      "issue a new one, or use client_credentials"
    );
  if (grant === "jwt_bearer")
    return (
      "check that the user is pre-authorized for the app, that the certificate belongs to private_key, that audience is " +
      "the My Domain address, and this machine's clock"
    );
  return "enable the client credentials flow in the app and set its Run-As to the integration user";
}

/** The failure of a request whose fresh token is rejected as well. */
export function rejectedLogin(connection: string): PlatformError {
  return new PlatformError(
    "authentication_failed",
    `connection "${connection}": the server rejects even a fresh session`,
    "check that the integration user is active, may use the API, and may log in from this address",
  );
}
