import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { type Json, newToken, startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";
import { type TinyOrg, tinyOrg } from "./tiny-org.ts";

let org: TinyOrg;
let sandbox: TestSandbox;
beforeAll(async () => {
  org = await tinyOrg();
  sandbox = await startTestSandbox(org);
});
afterAll(async () => {
  await sandbox.close();
  org.close();
});

/** Sends bytes as they are and gives back the first line of the answer. */
async function raw(request: string): Promise<string> {
  const { port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(request));
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.on("close", () => resolve(text.split("\r\n")[0] ?? ""));
    socket.on("error", reject);
  });
}

async function rawGet(target: string, more = ""): Promise<string> {
  const token = await newToken(sandbox);
  const head = `Host: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n`;
  return raw(`GET ${target} HTTP/1.1\r\n${head}${more}\r\n`);
}

test.each([
  ["/services/data/v60.0/sobjects/..%2f..%2fetc", 400],
  ["/services/data/v60.0/../../../etc/passwd", 400],
  ["/services/data/v60.0/sobjects/%2e%2e/Thing__c", 400],
  ["/services/data/v60.0/sobjects/%zz", 400],
  ["/services/data/v60.0/sobjects/%00", 400],
  ["/services/data/v60.0/sobjects/%ff", 400],
  ["/services/data/v60.0/sobjects/a%5c..%5cb", 400],
  ["/services/data/v12.0/sobjects", 404],
  ["/services/data/v999.0/sobjects", 404],
  ["/services/data/60.0/sobjects", 404],
  ["/services/data/v60.5/sobjects", 404],
  ["/services/data/v60.0/nope", 404],
  ["/nope", 401],
  ["/services/data/v60.0/sobjects/__proto__/describe", 404],
  ["/services/data/v60.0/sobjects/Thing__c/constructor", 404],
  ["/services/data/v60.0/jobs/query/..", 400],
  ["/services/data/v60.0/jobs/query/__proto__", 404],
  ["/services/data/v60.0/query/01g000000000000AAA-99999999999", 400],
  ["/services/data/v60.0/query", 400],
  ["/services/data/v60.0/query?q=%zz", 400],
])("GET %s answers %i", async (target, status) => {
  const expected = target === "/nope" ? /40[14]/ : new RegExp(`^HTTP/1.1 ${status} `);
  expect(await rawGet(target)).toMatch(expected);
});

test("request lines and headers beyond 16,384 bytes are refused", async () => {
  const long = (bytes: number) => "a".repeat(bytes);
  expect(await rawGet(`/services/data/v60.0/query?q=${long(16_500)}`)).toContain(" 414 ");
  expect(await rawGet("/services/data", `X-Long: ${long(16_500)}\r\n`)).toContain(" 431 ");
  expect(await rawGet("/services/data", `X-Long: ${long(60_000)}\r\n`)).toContain(" 431 ");
  expect(await rawGet(`/services/data?x=${long(12_000)}`)).toContain(" 200 ");
});

test("what is not HTTP is refused", async () => {
  expect(await raw("hello\r\n\r\n")).toContain(" 400 ");
});

test("without a session every data path is refused", async () => {
  for (const path of ["/limits", "/sobjects", "/query?q=SELECT+Id+FROM+Thing__c", "/jobs/query"]) {
    for (const Authorization of ["", "Bearer x", "Basic eDp5", `Bearer ${org.id}!`]) {
      const response = await fetch(sandbox.url + sandbox.data + path, {
        headers: { Authorization },
      });
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual([
        { message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" },
      ]);
    }
  }
});

test("bodies that are too large or no JSON are refused", async () => {
  const post = async (body: string) => {
    const response = await sandbox.call(`${sandbox.data}/jobs/query`, { method: "POST", body });
    const answer = (await response.json()) as Json;
    return [response.status, answer[0]?.errorCode];
  };
  expect(await post("{")).toEqual([400, "JSON_PARSER_ERROR"]);
  expect(await post("[]")).toEqual([400, "JSON_PARSER_ERROR"]);
  expect(await post("null")).toEqual([400, "JSON_PARSER_ERROR"]);
  expect(await post(" ".repeat(1024 * 1024 + 1))).toEqual([413, "REQUEST_ENTITY_TOO_LARGE"]);
  const deep = `SELECT Id FROM Thing__c WHERE ${"(".repeat(20_000)}Name = 'a'${")".repeat(20_000)}`;
  expect((await post(JSON.stringify({ operation: "query", query: deep })))[0]).toBe(400);
  const negated = `SELECT Id FROM Thing__c WHERE ${"NOT ".repeat(2000)}Name = 'a'`;
  expect((await post(JSON.stringify({ operation: "query", query: negated })))[0]).toBe(400);
  const names = Array.from({ length: 5000 }, (_, i) => `'n${i}'`).join(",");
  const many = `SELECT Id FROM Thing__c WHERE Name IN (${names})`;
  expect((await post(JSON.stringify({ operation: "query", query: many })))[0]).toBe(200);
  const chain = Array.from({ length: 2500 }, (_, i) => `Name != 'n${i}'`).join(" AND ");
  const long = `SELECT Id FROM Thing__c WHERE ${chain}`;
  expect((await post(JSON.stringify({ operation: "query", query: long })))[0]).toBe(200);
  await expect
    .poll(async () => (await sandbox.json("/jobs/query")).records.map((job: Json) => job.state))
    .toEqual(["JobComplete", "JobComplete"]);
  expect((await sandbox.query("SELECT COUNT() FROM Thing__c")).totalSize).toBe(4);
});

test("a method that a path does not have is 405, a write is not supported yet", async () => {
  const status = async (method: string, path: string) =>
    (await sandbox.call(sandbox.data + path, { method })).status;
  expect(await status("POST", "/limits")).toBe(405);
  expect(await status("DELETE", "/query")).toBe(405);
  for (const path of ["/sobjects/Thing__c", "/composite/sobjects", "/jobs/ingest"]) {
    expect(await status("POST", path)).toBe(501);
  }
});

test("control requests from web pages and other host names are refused", async () => {
  const status = (more: string) =>
    raw(`GET /sandbox/status HTTP/1.1\r\nConnection: close\r\n${more}\r\n`);
  expect(await status("Host: 127.0.0.1:1\r\n")).toContain(" 200 ");
  expect(await status("Host: evil.example\r\n")).toContain(" 403 ");
  expect(await status("Host: 127.0.0.1.evil.example\r\n")).toContain(" 403 ");
  expect(await status("Host: localhost\r\nOrigin: http://evil.example\r\n")).toContain(" 403 ");
});

test("a host that is not loopback is refused at start", async () => {
  const { stateFolder } = sandbox;
  await expect(startSandbox({ org, stateFolder, host: "0.0.0.0" })).rejects.toThrow("loopback");
});

test("the usage limit ends in REQUEST_LIMIT_EXCEEDED", async () => {
  const small = await startTestSandbox(org, { apiUsageLimit: 1 });
  const first = await small.call(`${small.data}/limits`);
  expect(first.headers.get("sforce-limit-info")).toBe("api-usage=1/1");
  const second = await small.call(`${small.data}/limits`);
  expect([second.status, ((await second.json()) as Json)[0].errorCode]).toEqual([
    403,
    "REQUEST_LIMIT_EXCEEDED",
  ]);
  await small.close();
});
