import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createOrg, type FaultSpec, type Org } from "../src/index.ts";
import { type Json, startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";
import { tinyOrg } from "./tiny-org.ts";

let org: Org;
let sandbox: TestSandbox;
beforeEach(async () => {
  org = await tinyOrg();
  sandbox = await startTestSandbox(org);
});
afterEach(async () => {
  await sandbox.close();
  org.close();
});

const QUERY = "/services/data/v60.0/query?q=SELECT+Id+FROM+Thing__c";

test.each<[FaultSpec, status: number, code: string]>([
  [{ kind: "expired_session" }, 401, "INVALID_SESSION_ID"],
  [{ kind: "request_limit" }, 403, "REQUEST_LIMIT_EXCEEDED"],
  [{ kind: "too_many_requests", retryAfterSeconds: 7 }, 429, "TOO_MANY_REQUESTS"],
  [{ kind: "unavailable" }, 503, "SERVER_UNAVAILABLE"],
  [{ kind: "row_lock" }, 400, "UNABLE_TO_LOCK_ROW"],
  [{ kind: "query_timeout" }, 400, "QUERY_TIMEOUT"],
])("%j answers %i once, then all is well", async (spec, status, code) => {
  sandbox.faults.add(spec);
  const response = await sandbox.call(QUERY);
  expect(response.status).toBe(status);
  expect(((await response.json()) as Json)[0].errorCode).toBe(code);
  expect(response.headers.get("retry-after")).toBe(status === 429 ? "7" : null);
  expect((await sandbox.call(QUERY)).status).toBe(200);
});

test("an expired session stays expired", async () => {
  const { clientId: client_id, clientSecret: client_secret } = sandbox;
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
  const answer = await fetch(`${sandbox.url}/services/oauth2/token`, { method: "POST", body });
  const { access_token } = (await answer.json()) as { access_token: string };
  const status = async () => {
    const headers = { Authorization: `Bearer ${access_token}` };
    return (await fetch(sandbox.url + QUERY, { headers })).status;
  };
  expect(await status()).toBe(200);
  sandbox.faults.add({ kind: "expired_session" });
  expect([await status(), await status()]).toEqual([401, 401]);
});

test("a fault waits for its match, lets some pass and strikes as often as told", async () => {
  sandbox.faults.add({ kind: "unavailable", match: "/limits", after: 1, times: 2 });
  const status = async (path: string) => (await sandbox.call(sandbox.data + path)).status;
  expect(await status("/sobjects")).toBe(200);
  const limits = [];
  for (let i = 0; i < 5; i += 1) limits.push(await status("/limits"));
  expect(limits).toEqual([200, 503, 503, 200, 200]);
});

test("a slow answer comes late but whole", async () => {
  sandbox.faults.add({ kind: "slow", delayMs: 20 });
  expect((await sandbox.query("SELECT Id FROM Thing__c")).totalSize).toBe(4);
});

test("a request that is held back is answered as soon as faults are cleared", async () => {
  sandbox.faults.add({ kind: "slow", delayMs: 600_000 });
  let answered = false;
  const query = sandbox.query("SELECT Id FROM Thing__c").finally(() => {
    answered = true;
  });
  await expect.poll(() => sandbox.faults.list()[0]?.hits).toBe(1);
  expect(answered).toBe(false);
  sandbox.faults.clear();
  expect((await query).totalSize).toBe(4);
});

test("closing waits for no fault but for the requests at work", async () => {
  sandbox.faults.add({ kind: "slow", delayMs: 600_000 });
  const call = sandbox.call(QUERY).catch(() => "broken");
  await expect.poll(() => sandbox.faults.list()[0]?.hits).toBe(1);
  await sandbox.close();
  expect(await call).toBe("broken");
});

test("a dropped connection gives no answer, or half of one", async () => {
  sandbox.faults.add({ kind: "drop" });
  await expect(sandbox.call(QUERY)).rejects.toThrow("fetch failed");
  sandbox.faults.add({ kind: "drop", afterBytes: 10 });
  const response = await sandbox.call(QUERY);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test("a body that is cut short promises more than it holds", async () => {
  sandbox.faults.add({ kind: "cut_short" });
  const response = await sandbox.call(QUERY);
  expect(Number(response.headers.get("content-length"))).toBeGreaterThan(300);
  await expect(response.text()).rejects.toThrow();
});

test("a query cut at a row is well framed but lacks rows", async () => {
  sandbox.faults.add({ kind: "cut_at_row", rows: 2 });
  const { totalSize, done, records } = await sandbox.query("SELECT Id FROM Thing__c");
  expect([totalSize, done, records.length]).toEqual([4, true, 2]);
});

test("Bulk pages are cut at a row and come twice", async () => {
  const id = await finishedJob("SELECT Id FROM Thing__c");
  const path = `${sandbox.data}/jobs/query/${id}/results?maxRecords=2`;
  sandbox.faults.add({ kind: "cut_at_row", rows: 1, match: "/results" });
  const cut = await sandbox.call(path);
  expect(cut.headers.get("sforce-numberofrecords")).toBe("2");
  expect((await cut.text()).trim().split("\n")).toHaveLength(2);
  const first = await sandbox.call(path);
  const next = `${path}&locator=${first.headers.get("sforce-locator")}`;
  sandbox.faults.add({ kind: "duplicate_page" });
  const duplicate = await (await sandbox.call(next)).text();
  expect(duplicate).toBe(await first.text());
  expect(await (await sandbox.call(next)).text()).not.toBe(duplicate);
});

async function finishedJob(query: string): Promise<string> {
  const body = JSON.stringify({ operation: "query", query });
  const { id } = await sandbox.json("/jobs/query", { method: "POST", body });
  while ((await sandbox.json(`/jobs/query/${id}`)).state !== "JobComplete") await delay(5);
  return id;
}

test("pages of a REST query come twice and cursors expire", async () => {
  const large = await createOrg({ seed: 2, accounts: 300, startDate: "2026-01-05" });
  const other = await startTestSandbox(large);
  try {
    const path = `${other.data}/query?q=SELECT+Id+FROM+Account`;
    const headers = { "Sforce-Query-Options": "batchSize=200" };
    const first = (await (await other.call(path, { headers })).json()) as Json;
    expect(first).toMatchObject({ totalSize: 300, done: false });
    expect(first.records).toHaveLength(200);
    const next = async () => (await (await other.call(first.nextRecordsUrl)).json()) as Json;
    other.faults.add({ kind: "duplicate_page" });
    expect((await next()).records[0]).toEqual(first.records[0]);
    const second = await next();
    expect(second).toMatchObject({ totalSize: 300, done: true });
    expect(second.records).toHaveLength(100);
    other.faults.add({ kind: "expired_cursor" });
    expect((await next())[0].errorCode).toBe("INVALID_QUERY_LOCATOR");
  } finally {
    await other.close();
    large.close();
  }
});

test("faults are added, listed and cleared over the control endpoint", async () => {
  const url = `${sandbox.url}/sandbox/faults`;
  const body = JSON.stringify({ kind: "unavailable", times: "always", match: "/limits" });
  expect((await fetch(url, { method: "POST", body })).status).toBe(201);
  expect((await sandbox.call(`${sandbox.data}/limits`)).status).toBe(503);
  expect(await (await fetch(url)).json()).toMatchObject([{ kind: "unavailable", hits: 1 }]);
  expect((await fetch(url, { method: "DELETE" })).status).toBe(204);
  expect((await sandbox.call(`${sandbox.data}/limits`)).status).toBe(200);
  for (const wrong of [
    { kind: "nope" },
    { kind: "drop", times: -1 },
    { kind: "drop", pattern: "(" },
    { kind: "drop", x: 1 },
  ]) {
    const refused = await fetch(url, { method: "POST", body: JSON.stringify(wrong) });
    expect(refused.status).toBe(400);
  }
});
