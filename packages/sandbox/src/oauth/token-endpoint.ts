import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../context.ts";
import type { ApiRequest } from "../server/api-request.ts";
import { jsonReply, type Reply } from "../server/reply.ts";
import { verifyAssertion } from "./jwt-bearer.ts";
import { OAuthError } from "./oauth-error.ts";
import { identityUrl } from "./user-info.ts";

const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const LOGIN_HOSTS = ["https://login.salesforce.com", "https://test.salesforce.com"];

/** `POST /services/oauth2/token`. */
export async function issueToken(context: Context, request: ApiRequest): Promise<Reply> {
  try {
    await checkGrant(context, formOf(request));
    return jsonReply(tokenAnswer(context), 200, { "Cache-Control": "no-store" });
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return jsonReply({ error: error.code, error_description: error.message }, 400);
  }
}

/** The form, with client credentials of a Basic header put where the form has them. */
function formOf(request: ApiRequest): URLSearchParams {
  const form = new URLSearchParams(request.body);
  for (const [name, value] of request.query) if (!form.has(name)) form.set(name, value);
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (basic === undefined) return form;
  const [id = "", secret = ""] = Buffer.from(basic, "base64").toString("utf8").split(":");
  form.set("client_id", id);
  form.set("client_secret", secret);
  return form;
}

async function checkGrant(context: Context, form: URLSearchParams): Promise<void> {
  const grant = form.get("grant_type");
  if (grant === "client_credentials") return checkClient(context, form, true);
  if (grant === JWT_GRANT) return verifyAssertion(form.get("assertion") ?? "", jwtRules(context));
  if (grant === "refresh_token") return checkRefresh(context, form);
  throw new OAuthError("unsupported_grant_type", "grant type not supported");
}

function jwtRules(context: Context) {
  const { jwtPublicKey: publicKey, clientId } = context;
  const hosts = [context.url(), ...LOGIN_HOSTS];
  const audiences = hosts.flatMap((host) => [host, `${host}/services/oauth2/token`]);
  return { publicKey, clientId, audiences };
}

function checkRefresh(context: Context, form: URLSearchParams): void {
  checkClient(context, form, false);
  if (isSame(form.get("refresh_token") ?? "", context.refreshToken)) return;
  throw new OAuthError("invalid_grant", "expired access/refresh token");
}

function checkClient(context: Context, form: URLSearchParams, secretNeeded: boolean): void {
  if (!isSame(form.get("client_id") ?? "", context.clientId)) {
    throw new OAuthError("invalid_client_id", "client identifier invalid");
  }
  const secret = form.get("client_secret");
  if (secret === null && !secretNeeded) return;
  if (isSame(secret ?? "", context.clientSecret)) return;
  throw new OAuthError("invalid_client", "invalid client credentials");
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function tokenAnswer(context: Context) {
  const id = identityUrl(context);
  const issuedAt = String(context.org.now().getTime());
  const signature = createHmac("sha256", context.clientSecret).update(id + issuedAt);
  return {
    access_token: context.sessions.open(),
    signature: signature.digest("base64"),
    scope: "api",
    instance_url: context.url(),
    id,
    token_type: "Bearer",
    issued_at: issuedAt,
  };
}
