import { readdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Json, startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";
import { type TinyOrg, thingId, tinyOrg } from "./tiny-org.ts";

let org: TinyOrg;
let sandbox: TestSandbox;
beforeEach(async () => {
  org = await tinyOrg();
  sandbox = await startTestSandbox(org);
});
afterEach(async () => {
  await sandbox.close();
  org.close();
});

const SOQL = "SELECT Id, Name, Amount__c, Flag__c, CreatedDate, Notes__c FROM Thing__c ORDER BY Id";

async function create(body: object): Promise<Json> {
  const text = JSON.stringify({ operation: "query", query: SOQL, ...body });
  return sandbox.json("/jobs/query", { method: "POST", body: text });
}

async function finished(body: object = {}): Promise<Json> {
  const { id } = await create(body);
  for (;;) {
    const job = await sandbox.json(`/jobs/query/${id}`);
    if (!["UploadComplete", "InProgress"].includes(job.state)) return job;
    await delay(5);
  }
}

async function results(id: string, query = ""): Promise<{ text: string; headers: Headers }> {
  const headers = { "Accept-Encoding": "identity" };
  const response = await sandbox.call(`${sandbox.data}/jobs/query/${id}/results${query}`, {
    headers,
  });
  return { text: await response.text(), headers: response.headers };
}

test("a job passes from UploadComplete to JobComplete and reports its rows", async () => {
  const created = await create({});
  expect(created).toMatchObject({
    id: expect.stringMatching(/^750\w{15}$/),
    state: "UploadComplete",
    object: "Thing__c",
    operation: "query",
    concurrencyMode: "Parallel",
    contentType: "CSV",
    apiVersion: 60,
    lineEnding: "LF",
    columnDelimiter: "COMMA",
    createdDate: "2024-05-15T12:00:00.000+0000",
  });
  expect(await finished()).toMatchObject({
    state: "JobComplete",
    numberRecordsProcessed: 4,
    jobType: "V2Query",
  });
});

test("every value is quoted, quotes are doubled, nulls are empty quotes, line breaks stay", async () => {
  const { id } = await finished();
  const { text, headers } = await results(id);
  expect(text).toBe(
    [
      '"Id","Name","Amount__c","Flag__c","CreatedDate","Notes__c"',
      `"${thingId(1)}","Alpha","1.5","true","2024-05-15T10:00:00.000Z","line one\nline ""two"""`,
      `"${thingId(2)}","beta","3.0","false","2024-05-14T23:59:59.000Z",""`,
      `"${thingId(3)}","100%_\\","","false","2024-04-30T00:00:00.000Z",""`,
      `"${thingId(4)}","O'Neil, ""Kö""","-2.0","true","2023-12-31T23:59:59.000Z","a,b;c|d"`,
      "",
    ].join("\n"),
  );
  expect(headers.get("content-type")).toBe("text/csv");
  expect(headers.get("sforce-numberofrecords")).toBe("4");
  expect(headers.get("sforce-locator")).toBe("null");
  expect(Number(headers.get("content-length"))).toBe(Buffer.byteLength(text));
});

test.each([
  ["BACKQUOTE", "`"],
  ["CARET", "^"],
  ["COMMA", ","],
  ["PIPE", "|"],
  ["SEMICOLON", ";"],
  ["TAB", "\t"],
])("columnDelimiter %s with CRLF", async (columnDelimiter, char) => {
  const query = "SELECT Id, Notes__c FROM Thing__c";
  const { id } = await finished({ query, columnDelimiter, lineEnding: "CRLF" });
  const { text } = await results(id);
  expect(text.startsWith(`"Id"${char}"Notes__c"\r\n"${thingId(1)}"${char}"line one\nline`)).toBe(
    true,
  );
  expect(text.endsWith(`"${thingId(4)}"${char}"a,b;c|d"\r\n`)).toBe(true);
  const paged = await results(id, "?maxRecords=1");
  expect(paged.text).toBe(
    `"Id"${char}"Notes__c"\r\n"${thingId(1)}"${char}"line one\nline ""two"""\r\n`,
  );
});

test("pages follow the locator, each with the header row, and give every row once", async () => {
  const { id } = await finished();
  const whole = (await results(id)).text;
  const [header = ""] = whole.split("\n");
  let joined = `${header}\n`;
  let locator = "";
  const counts: string[] = [];
  while (locator !== "null") {
    const page = await results(id, `?maxRecords=3${locator && `&locator=${locator}`}`);
    expect(page.text.startsWith(`${header}\n`)).toBe(true);
    joined += page.text.slice(header.length + 1);
    counts.push(page.headers.get("sforce-numberofrecords") ?? "");
    locator = page.headers.get("sforce-locator") ?? "";
  }
  expect(joined).toBe(whole);
  expect(counts).toEqual(["3", "1"]);
});

test("an empty result is a header row", async () => {
  const job = await finished({ query: "SELECT Id FROM Thing__c WHERE Name = 'nobody'" });
  expect(job.numberRecordsProcessed).toBe(0);
  const { text, headers } = await results(job.id);
  expect([text, headers.get("sforce-numberofrecords")]).toEqual(['"Id"\n', "0"]);
});

test("parents are columns and queryAll brings deleted rows", async () => {
  const query = "SELECT Id, Parent__r.Name FROM Thing__c WHERE Amount__c > 1 ORDER BY Id";
  const { text } = await results((await finished({ query, operation: "queryAll" })).id);
  const rows = [`"${thingId(1)}","Big"`, `"${thingId(2)}","Small"`, `"${thingId(5)}",""`];
  expect(text).toBe(`"Id","Parent__r.Name"\n${rows.join("\n")}\n`);
});

test("results are gzipped when the client accepts it", async () => {
  const { id } = await finished();
  const url = `${sandbox.url}${sandbox.data}/jobs/query/${id}/results`;
  const { text } = await results(id);
  const { request } = await import("node:http");
  const token = (await tokenOf()).access_token;
  const headers = { Authorization: `Bearer ${token}`, "Accept-Encoding": "gzip" };
  const zipped = await new Promise<{ encoding: unknown; bytes: Buffer }>((resolve, reject) => {
    request(url, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ encoding: response.headers["content-encoding"], bytes: Buffer.concat(chunks) });
    })
      .on("error", reject)
      .end();
  });
  expect(zipped.encoding).toBe("gzip");
  expect(gunzipSync(zipped.bytes).toString()).toBe(text);
});

async function tokenOf(): Promise<{ access_token: string }> {
  const { clientId: client_id, clientSecret: client_secret } = sandbox;
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret });
  const response = await fetch(`${sandbox.url}/services/oauth2/token`, { method: "POST", body });
  return (await response.json()) as { access_token: string };
}

test("a second job for the same rows reuses the file, one after a change does not", async () => {
  const first = await results((await finished()).id);
  const second = await finished();
  expect((await results(second.id)).text).toBe(first.text);
  expect(await spooled()).toHaveLength(1);
  await org.change(`UPDATE "Thing__c" SET "Name" = 'new' WHERE "Id" = '${thingId(1)}'`);
  expect((await results((await finished()).id)).text).toContain('"new"');
  expect(await spooled()).toHaveLength(2);
});

async function spooled(): Promise<string[]> {
  const files = await readdir(sandbox.stateFolder, { recursive: true });
  return files.filter((name) => name.endsWith(".csv"));
}

test("closing leaves no file behind", async () => {
  await finished();
  const { stateFolder } = sandbox;
  const { startSandbox } = await import("../src/index.ts");
  const other = await startSandbox({ org, stateFolder });
  await other.close();
  expect(await readdir(stateFolder)).toHaveLength(1);
});

test("jobs are listed, aborted and deleted", async () => {
  const job = await finished();
  expect((await sandbox.json("/jobs/query")).records).toMatchObject([{ id: job.id }]);
  const body = JSON.stringify({ state: "Aborted" });
  const [late] = await sandbox.json(`/jobs/query/${job.id}`, { method: "PATCH", body });
  expect(late.errorCode).toBe("INVALIDJOBSTATE");
  const removed = await sandbox.call(`${sandbox.data}/jobs/query/${job.id}`, { method: "DELETE" });
  expect(removed.status).toBe(204);
  expect((await sandbox.json(`/jobs/query/${job.id}`))[0].errorCode).toBe("NOT_FOUND");
});

test("results wait for JobComplete and belong to the job's API version", async () => {
  const { id } = await finished();
  const other = await sandbox.call(`/services/data/v59.0/jobs/query/${id}/results`);
  expect(other.status).toBe(409);
  sandbox.faults.add({ kind: "bulk_job_failed", message: "TEST: failed" });
  const failed = await finished();
  expect(failed).toMatchObject({ state: "Failed", errorMessage: "TEST: failed" });
  const response = await sandbox.call(`${sandbox.data}/jobs/query/${failed.id}/results`);
  expect(response.status).toBe(400);
});

test.each([
  ["SELECT COUNT() FROM Thing__c", "Aggregate"],
  ["SELECT Name, COUNT(Id) FROM Thing__c GROUP BY Name", "Aggregate"],
  ["SELECT Id FROM Thing__c OFFSET 1", "OFFSET"],
  ["SELECT Id, Place__c FROM Thing__c", "Selecting compound data not supported in Bulk Query"],
  ["SELECT Id, Body__c FROM Thing__c", "binary"],
  ["SELECT Id, (SELECT Id FROM Things__r) FROM Box__c", "Aggregate Relationships not supported"],
  ["SELECT TYPEOF Parent__r WHEN Box__c THEN Name END FROM Thing__c", "TYPEOF"],
  ["SELECT FIELDS(ALL) FROM Thing__c LIMIT 10", "FIELDS"],
  ["SELECT Nope FROM Thing__c", "No such column 'Nope'"],
])("%s is refused when the job is made", async (query, message) => {
  const answer = await create({ query });
  expect(answer[0].message).toContain(message);
  expect((await sandbox.json("/jobs/query")).records).toEqual([]);
});

test.each([
  [{ operation: "insert" }],
  [{ query: "" }],
  [{ columnDelimiter: "DOT" }],
  [{ lineEnding: "CR" }],
  [{ contentType: "JSON" }],
  [{ columnDelimiter: "toString" }],
  [{ surprise: 1 }],
])("a job with %j is refused", async (body) => {
  const text = JSON.stringify({ operation: "query", query: SOQL, ...body });
  const response = await sandbox.call(`${sandbox.data}/jobs/query`, { method: "POST", body: text });
  expect(response.status).toBe(400);
});

test.each([
  "?maxRecords=0",
  "?maxRecords=x",
  "?locator=nope",
  "?maxRecords=-1",
  "?locator=cm93Ojk5OTk5",
])("results%s is refused", async (query) => {
  const { id } = await finished();
  const response = await sandbox.call(`${sandbox.data}/jobs/query/${id}/results${query}`);
  expect(response.status).toBe(400);
});
