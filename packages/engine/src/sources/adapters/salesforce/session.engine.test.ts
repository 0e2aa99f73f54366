import { generateKeyPairSync } from "node:crypto";
import type { SalesforceAuth } from "@lakewright/config";
import { jwtVerify } from "jose";
import { expect, onTestFinished, test } from "vitest";
import {
  type Answer,
  connectionTo,
  fast,
  inTurn,
  json,
  light,
  refuse,
  type ScriptedOrg,
  scriptedOrg,
  secretToken,
  testSecrets,
} from "../../../../test/salesforce/scripted-org.ts";
import { PlatformError } from "../../../core/domain/platform-error.ts";
import { salesforceSource } from "./salesforce-source.ts";

const token = "POST /services/oauth2/token";
const expired = refuse(401, "INVALID_SESSION_ID", "Session expired or invalid");

async function orgWith(routes: Record<string, Answer>): Promise<ScriptedOrg> {
  const org = await scriptedOrg(routes);
  onTestFinished(org.close);
  return org;
}

async function open(routes: Record<string, Answer>, auth?: SalesforceAuth) {
  const org = await orgWith(routes);
  const connection = connectionTo(org.url, auth ? { auth } : {});
  return { org, source: salesforceSource(connection, testSecrets, fast) };
}

async function failureOf(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.then(
    () => new Error("it succeeded"),
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(PlatformError);
  return error;
}

test("client credentials are sent once, and the token with every request", async () => {
  const { org, source } = await open({});
  await source.now();
  await source.now();
  expect(org.requests(token).map(({ body }) => body)).toEqual([
    "grant_type=client_credentials&client_id=client&client_secret=CLIENT_SECRET+value",
  ]);
  const sent = org.requests(light).map(({ headers }) => headers.authorization);
  expect(sent).toEqual([`Bearer ${secretToken}-1`, `Bearer ${secretToken}-1`]);
});

test("a refresh token is sent with or without a client secret", async () => {
  const auth: SalesforceAuth = {
    grant: "refresh_token",
    clientId: { from: "env", name: "CLIENT" },
    clientSecret: undefined,
    refreshToken: { from: "secret", name: "REFRESH" },
  };
  const { org, source } = await open({}, auth);
  await source.now();
  expect(org.requests(token)[0]?.body).toBe(
    "grant_type=refresh_token&client_id=CLIENT+value&refresh_token=REFRESH+value",
  );
});

const jwtAuth: SalesforceAuth = {
  grant: "jwt_bearer",
  clientId: "consumer",
  username: "etl@example.com",
  privateKey: { from: "env", name: "KEY" },
  audience: undefined,
};

test("a JWT assertion is signed with the key for a few minutes", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const org = await orgWith({});
  const secrets = { resolve: async () => pem.replaceAll("\n", "\\n") };
  await salesforceSource(connectionTo(org.url, { auth: jwtAuth }), secrets, fast).now();
  const form = new URLSearchParams(org.requests(token)[0]?.body);
  const { payload } = await jwtVerify(form.get("assertion") ?? "", publicKey, {
    audience: org.url,
  });
  expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  expect(payload).toMatchObject({ iss: "consumer", sub: "etl@example.com" });
  expect((payload.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(180);
});

test("a private key that is none is said without showing it", async () => {
  const { source } = await open({}, jwtAuth);
  const failure = await failureOf(source.now());
  expect(failure.code).toBe("authentication_failed");
  expect(failure.message).not.toContain("KEY value");
});

test("an expired session is renewed once for all requests that met it", async () => {
  const answer: Answer = (seen, response, nth) => {
    const isOld = seen.headers.authorization?.endsWith("-1");
    return (isOld ? expired : json({}))(seen, response, nth);
  };
  const { org, source } = await open({ [light]: answer });
  await Promise.all([source.now(), source.now(), source.now()]);
  expect(org.requests(token)).toHaveLength(2);
});

test("a fresh session that is rejected as well ends it", async () => {
  const { org, source } = await open({ [light]: expired });
  const failure = await failureOf(source.now());
  expect(failure).toMatchObject({
    code: "authentication_failed",
    hint: expect.stringContaining("integration user"),
  });
  expect(org.requests(token)).toHaveLength(2);
});

test.each([
  ["refresh_token", "invalid_grant", "keeps five per user"],
  ["client_credentials", "invalid_grant", "Run-As"],
  ["client_credentials", "invalid_client_id", "client_id and client_secret"],
] as const)("a refused %s login (%s) says what to look at", async (grant, error, hint) => {
  const refused = json({ error, error_description: "expired access/refresh token" }, {}, 400);
  const clientSecret = { from: "env", name: "CLIENT_SECRET" } as const;
  const refreshToken = { from: "env", name: "REFRESH" } as const;
  const auth = { grant, clientId: "client", clientSecret, refreshToken };
  const { org, source } = await open({ [token]: refused }, auth);
  expect(await failureOf(source.now())).toMatchObject({
    code: "authentication_failed",
    message: `connection "crm": Salesforce refused the login (${error}: expired access/refresh token)`,
    hint: expect.stringContaining(hint),
  });
  expect(org.requests(token)).toHaveLength(1);
});

test("a login that meets a busy server is tried again", async () => {
  const busy = refuse(503, "SERVER_UNAVAILABLE", "busy");
  const { source } = await open({ [token]: inTurn(busy, json({ access_token: "t" })) });
  await source.now();
});

test("secrets and tokens that the server echoes are not shown, nor are control characters", async () => {
  const echo = `bad \u001b[31m${secretToken}-1 for CLIENT_SECRET value\n`;
  const { source } = await open({ [light]: refuse(400, "BAD", echo.repeat(40)) });
  const { message } = await failureOf(source.now());
  expect(message).toContain("bad [31m*** for ***");
  expect(message).not.toMatch(/\p{Cc}|secret-token|CLIENT_SECRET value/u);
  expect(message.length).toBeLessThan(400);
});

test("the token is not sent to a plain-http host that the server names", async () => {
  const other = await orgWith({});
  const { org, source } = await open({
    [token]: json({ access_token: "t", instance_url: other.url }),
  });
  await source.now();
  expect(other.seen).toEqual([]);
  expect(org.requests(light)).toHaveLength(1);
});

test("redirects are not followed", async () => {
  const other = await orgWith({});
  const away: Answer = (_seen, response) => {
    response.writeHead(302, { location: `${other.url}/login` }).end();
  };
  const { source } = await open({ [light]: away });
  const failure = await failureOf(source.now());
  expect(failure).toMatchObject({ code: "source_refused" });
  expect(failure.message).toContain("which is not followed");
  expect(other.seen).toEqual([]);
});

test("credentials do not travel over plain http beyond this machine", async () => {
  const source = salesforceSource(connectionTo("http://crm.example.com"), testSecrets, fast);
  expect(await failureOf(source.now())).toMatchObject({
    code: "source_refused",
    message: expect.stringContaining("not an https address"),
  });
});
