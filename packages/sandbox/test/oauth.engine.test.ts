import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Json, startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";
import { type TinyOrg, tinyOrg } from "./tiny-org.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });

let org: TinyOrg;
let sandbox: TestSandbox;
beforeAll(async () => {
  org = await tinyOrg();
  const jwtPublicKey = publicKey.export({ type: "spki", format: "pem" }).toString();
  sandbox = await startTestSandbox(org, { jwtPublicKey });
});
afterAll(async () => {
  await sandbox.close();
  org.close();
});

async function token(form: Record<string, string>, headers = {}): Promise<Json> {
  const body = new URLSearchParams(form);
  const url = `${sandbox.url}/services/oauth2/token`;
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, ...((await response.json()) as object) };
}

const client = () => ({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret });

test("client credentials give a token shaped like Salesforce's", async () => {
  const answer = await token({ grant_type: "client_credentials", ...client() });
  expect(answer).toMatchObject({
    status: 200,
    access_token: expect.stringMatching(/^00D\w{12}!\S{90,}$/),
    instance_url: sandbox.url,
    id: expect.stringContaining(`/id/${org.id}/005`),
    token_type: "Bearer",
    issued_at: String(org.now().getTime()),
    signature: expect.stringMatching(/^[\w+/]{43}=$/),
  });
  expect(answer.refresh_token).toBeUndefined();
});

test("client credentials may stand in a Basic header", async () => {
  const basic = Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString("base64");
  const headers = { Authorization: `Basic ${basic}` };
  expect((await token({ grant_type: "client_credentials" }, headers)).status).toBe(200);
});

test.each<[form: Record<string, string>, error: string]>([
  [{ grant_type: "client_credentials", client_id: "x", client_secret: "y" }, "invalid_client_id"],
  [{ grant_type: "client_credentials" }, "invalid_client_id"],
  [{ grant_type: "refresh_token", refresh_token: "x" }, "invalid_client_id"],
  [{ grant_type: "password", username: "a", password: "b" }, "unsupported_grant_type"],
  [{}, "unsupported_grant_type"],
])("%j is refused", async (form, error) => {
  expect(await token(form)).toMatchObject({ status: 400, error, error_description: /./ });
});

test("a wrong secret and a wrong refresh token are refused", async () => {
  const wrong = { ...client(), client_secret: "x" };
  expect((await token({ grant_type: "client_credentials", ...wrong })).error).toBe(
    "invalid_client",
  );
  const refresh = { grant_type: "refresh_token", refresh_token: "x", ...client() };
  expect((await token(refresh)).error).toBe("invalid_grant");
});

test("the refresh token gives a new session", async () => {
  const { refreshToken: refresh_token } = sandbox;
  const answer = await token({ grant_type: "refresh_token", refresh_token, ...client() });
  expect(await userInfo(answer.access_token)).toBe(200);
});

async function userInfo(accessToken: string): Promise<number> {
  const headers = { Authorization: `Bearer ${accessToken}` };
  return (await fetch(`${sandbox.url}/services/oauth2/userinfo`, { headers })).status;
}

interface Claims {
  readonly iss?: string;
  readonly aud?: string;
  readonly exp?: string | number;
  readonly key?: typeof privateKey;
  readonly alg?: string;
}

async function assertion({ iss, aud, exp = "3m", key = privateKey, alg = "RS256" }: Claims) {
  return new SignJWT({})
    .setProtectedHeader({ alg })
    .setIssuer(iss ?? sandbox.clientId)
    .setSubject("integration@sandbox.example")
    .setAudience(aud ?? sandbox.url)
    .setExpirationTime(exp)
    .sign(key);
}

async function bearer(claims: Claims): Promise<Json> {
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  return token({ grant_type, assertion: await assertion(claims) });
}

test("a JWT of the registered key gives a session", async () => {
  expect((await bearer({})).status).toBe(200);
  const answer = await bearer({ aud: "https://login.salesforce.com" });
  expect(await userInfo(answer.access_token)).toBe(200);
});

test.each<[why: string, claims: Claims, error: string, description: string]>([
  ["another key", { key: other.privateKey }, "invalid_grant", "invalid assertion"],
  ["another algorithm", { alg: "RS512" }, "invalid_grant", "invalid assertion"],
  ["another audience", { aud: "https://evil.example" }, "invalid_grant", "audience is invalid"],
  ["an old expiry", { exp: 1_000_000 }, "invalid_grant", "assertion is expired"],
  ["another consumer key", { iss: "someone" }, "invalid_client_id", "client identifier invalid"],
])("a JWT with %s is refused", async (_, claims, error, error_description) => {
  expect(await bearer(claims)).toMatchObject({ status: 400, error, error_description });
});

test("an unsigned JWT is refused", async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: sandbox.clientId, sub: "a", aud: sandbox.url, exp: 4_000_000_000 };
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const unsigned = `${part({ alg: "none" })}.${part(claims)}.`;
  expect((await token({ grant_type, assertion: unsigned })).error).toBe("invalid_grant");
});

test("a revoked token is refused", async () => {
  const { access_token } = await token({ grant_type: "client_credentials", ...client() });
  const body = new URLSearchParams({ token: access_token });
  const revoked = await fetch(`${sandbox.url}/services/oauth2/revoke`, { method: "POST", body });
  expect([revoked.status, await userInfo(access_token)]).toEqual([200, 401]);
});
