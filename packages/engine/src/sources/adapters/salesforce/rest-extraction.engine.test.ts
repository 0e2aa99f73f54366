import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type Answer,
  connectionTo,
  data,
  fast,
  hangUp,
  inTurn,
  json,
  light,
  refuse,
  scriptedOrg,
  testSecrets,
} from "../../../../test/salesforce/scripted-org.ts";
import type { Extract, Page } from "../../ports/source.ts";
import { salesforceSource } from "./salesforce-source.ts";

let spool = "";
beforeEach(async () => {
  spool = await mkdtemp(join(tmpdir(), "spool-"));
  onTestFinished(() => rm(spool, { recursive: true }));
});

const accounts: Extract = {
  object: "Account",
  fields: ["Id", "Name"],
  window: { field: "SystemModstamp", from: undefined, to: new Date("2024-01-02T00:00:00Z") },
  includeDeleted: false,
  api: "rest",
};
const first = `GET ${data}/query?q=`;
const nextUrl = `${data}/query/01gA-2000`;
const second = `GET ${nextUrl}`;

function records(...ids: readonly string[]) {
  return ids.map((Id) => ({
    attributes: { type: "Account", url: `/${Id}` },
    Id,
    Name: `"${Id}"]`,
  }));
}

const pageOne = json({
  totalSize: 3,
  done: false,
  nextRecordsUrl: nextUrl,
  records: records("001", "002"),
});
const pageTwo = json({ totalSize: 3, done: true, records: records("003") });

async function open(routes: Record<string, Answer>, options = fast) {
  const org = await scriptedOrg(routes);
  onTestFinished(org.close);
  return { org, source: salesforceSource(connectionTo(org.url), testSecrets, options) };
}

async function read(
  routes: Record<string, Answer>,
  extract = accounts,
  signal = new AbortController().signal,
  options = fast,
) {
  const { org, source } = await open(routes, options);
  const pages: Page[] = [];
  const extraction = await source.extract(extract, spool, signal);
  for await (const page of extraction.pages) pages.push(page);
  return { org, pages, totalRows: extraction.totalRows() };
}

async function rowsOf(pages: readonly Page[]): Promise<unknown[]> {
  const texts = await Promise.all(pages.map(({ file }) => readFile(file, "utf8")));
  return texts.flatMap((text) => JSON.parse(text));
}

test("pages are followed to the end and kept as the server sent them", async () => {
  const { org, pages, totalRows } = await read({ [first]: pageOne, [second]: pageTwo });
  expect(pages.map(({ format, rows }) => [format, rows])).toEqual([
    ["json", 2],
    ["json", 1],
  ]);
  expect(await rowsOf(pages)).toEqual(records("001", "002", "003"));
  expect(totalRows).toBe(3);
  const query = new URLSearchParams(org.requests(first)[0]?.path.split("?")[1]).get("q");
  expect(query).toContain("ORDER BY SystemModstamp, Id");
  expect(org.requests(first)[0]?.headers["sforce-query-options"]).toBe("batchSize=2000");
  for (const { file, bytes } of pages) {
    const { size, mode } = await stat(file);
    expect([size, mode & 0o777]).toEqual([bytes, 0o600]);
  }
});

test("deleted rows come through queryAll, whose next pages say query", async () => {
  const routes = { [`GET ${data}/queryAll?q=`]: pageOne, [second]: pageTwo };
  const { pages } = await read(routes, { ...accounts, includeDeleted: true });
  expect(pages).toHaveLength(2);
});

test("an extract without rows has no pages and leaves no file", async () => {
  const { pages, totalRows } = await read({
    [first]: json({ totalSize: 0, done: true, records: [] }),
  });
  expect([pages, totalRows]).toEqual([[], 0]);
  expect(await readdir(spool)).toEqual([]);
});

const busy = refuse(503, "SERVER_UNAVAILABLE", "busy");
const cutOff: Answer = (_seen, response) => {
  response.writeHead(200, { "content-length": "5000" });
  response.write('{"totalSize":3,"records":[{"attrib', () => response.destroy());
};
const endedEarly: Answer = (_seen, response) => {
  response
    .writeHead(200)
    .end('{"totalSize":3,"done":true,"records":[{"attributes":{"type":"A"},"N');
};

test.each([
  ["a busy server", busy],
  ["a dropped connection", hangUp],
  ["a body that is cut off", cutOff],
  ["a body that ends early", endedEarly],
  ["too many requests", refuse(429, "TOO_MANY", "slow down", { "retry-after": "0" })],
  ["a locked row", refuse(400, "UNABLE_TO_LOCK_ROW", "locked")],
  ["the page before once more", pageOne],
])("%s is tried again", async (_what, fault) => {
  const { pages } = await read({ [first]: pageOne, [second]: inTurn(fault, pageTwo) });
  expect(await rowsOf(pages)).toEqual(records("001", "002", "003"));
});

test.each([
  ["a busy server", busy, "source_unreachable"],
  ["a dropped connection", hangUp, "source_unreachable"],
  ["a page that comes again and again", pageOne, "count_mismatch"],
  ["a page that is none", json("<html>"), "bad_page"],
  ["an expired locator", refuse(400, "INVALID_QUERY_LOCATOR", "gone"), "source_refused"],
  ["a page with too few rows", json({ totalSize: 3, done: true, records: [] }), "count_mismatch"],
])("%s ends the extract and leaves no file of its own", async (_what, fault, code) => {
  const { source } = await open({ [first]: pageOne, [second]: fault });
  const { pages } = await source.extract(accounts, spool, new AbortController().signal);
  const handedOut: string[] = [];
  const reading = (async () => {
    for await (const { file } of pages) handedOut.push(file);
  })();
  await expect(reading).rejects.toMatchObject({ name: "PlatformError", code });
  expect((await readdir(spool)).map((name) => join(spool, name))).toEqual(handedOut);
});

test.each([["http://evil.example/services/data/v62.0/query/1"], ["//evil.example/x"], ["/x"]])(
  "a next page at %s is not followed",
  async (nextRecordsUrl) => {
    const page = json({ totalSize: 3, nextRecordsUrl, records: records("001") });
    await expect(read({ [first]: page })).rejects.toMatchObject({ code: "source_refused" });
  },
);

test("a field that may not be read is named", async () => {
  const message =
    "\nSELECT Id, Name\n    ^\nERROR at Row:1:Column:8\nNo such column 'Name' on entity 'Account'. If";
  const reading = read({ [first]: refuse(400, "INVALID_FIELD", message) });
  await expect(reading).rejects.toMatchObject({
    code: "source_refused",
    message: expect.stringContaining('field "Name" of Account cannot be read'),
    hint: expect.stringContaining("field-level security"),
  });
});

test("used-up requests stop it at once, with the numbers", async () => {
  const usage = { "sforce-limit-info": "api-usage=1000/1000" };
  const { org, source } = await open({
    [first]: refuse(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", usage),
  });
  const { pages } = await source.extract(accounts, spool, new AbortController().signal);
  await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "request_limit",
    message: expect.stringContaining("1000 of 1000"),
  });
  expect(org.requests(first)).toHaveLength(1);
});

test("no extract starts when nearly all requests of the day are used", async () => {
  const { org, source } = await open({
    [light]: json({}, { "sforce-limit-info": "api-usage=960/1000; per-app=1/2" }),
  });
  const extract = source.extract(accounts, spool, new AbortController().signal);
  await expect(extract).rejects.toMatchObject({ code: "request_limit" });
  expect(org.requests(first)).toEqual([]);
});

test("a silent server is given up after the timeout", async () => {
  const impatient = { ...fast, requestTimeoutMs: 50, maxAttempts: 2 };
  const silent = { [first]: () => undefined };
  // On a busy machine the login may be given up before: the failure is the same.
  await expect(read(silent, accounts, undefined, impatient)).rejects.toMatchObject({
    code: "source_unreachable",
    message: expect.stringContaining("did not answer in time"),
  });
});

test("too many fields for one address are refused before they are sent", async () => {
  const fields = Array.from({ length: 600 }, (_, i) => `A_rather_long_custom_field_${i}__c`);
  await expect(read({}, { ...accounts, fields })).rejects.toMatchObject({
    hint: expect.stringContaining("api: bulk"),
  });
});

test("a cancelled extract ends as cancelled while it waits", async () => {
  const stop = new AbortController();
  const reading = read({ [first]: () => stop.abort() }, accounts, stop.signal);
  await expect(reading).rejects.toMatchObject({ name: "PlatformError", code: "cancelled" });
  expect(await readdir(spool)).toEqual([]);
});

test("nothing that listens on this machine is said with what to do", async () => {
  const { org, source } = await open({});
  await org.close();
  await expect(source.now()).rejects.toMatchObject({
    code: "source_unreachable",
    hint: expect.stringContaining("is the sandbox running?"),
  });
});

test("a spool that cannot be written is a full disk, not a fault of the source", async () => {
  const { source } = await open({ [first]: pageOne });
  const { pages } = await source.extract(accounts, spool, new AbortController().signal);
  await rm(spool, { recursive: true });
  await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "disk_full" });
  spool = await mkdtemp(join(tmpdir(), "spool-"));
});
