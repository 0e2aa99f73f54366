import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import {
  type Answer,
  connectionTo,
  data,
  fast,
  hangUp,
  inTurn,
  json,
  refuse,
  scriptedOrg,
  testSecrets,
} from "../../../../test/salesforce/scripted-org.ts";
import type { Extract, Page } from "../../ports/source.ts";
import { deferred } from "./deferred.ts";
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
  api: "bulk",
};
const jobPath = `${data}/jobs/query/750A`;
const create = `POST ${data}/jobs/query`;
const status = `GET ${jobPath}`;
const results = `GET ${jobPath}/results?maxRecords=2`;
const page = (k: number) => `${results}&locator=L${k}`;
const header = '"Id","Name"\n';

/** Page k of three, two rows each. */
function rows(k: number): string {
  return `"00${k}","Zoë ${k}"\n"01${k}","two\nlines"\n`;
}

function csv(body: string | Buffer, count: number, locator: string, headers = {}): Answer {
  return (_seen, response) => {
    const bytes = Buffer.from(body);
    response.writeHead(200, {
      "content-type": "text/csv",
      "content-length": bytes.length,
      "sforce-numberofrecords": count,
      "sforce-locator": locator,
      ...headers,
    });
    response.end(bytes);
  };
}

const good = {
  [create]: json({ id: "750A", state: "UploadComplete" }),
  [status]: inTurn(
    json({ id: "750A", state: "InProgress" }),
    json({ id: "750A", state: "JobComplete", numberRecordsProcessed: 6 }),
  ),
  [`PATCH ${jobPath}`]: json({ id: "750A", state: "Aborted" }),
  [`DELETE ${jobPath}`]: (_seen, response) => void response.writeHead(204).end(),
  [results]: csv(header + rows(1), 2, "L2"),
  [page(2)]: csv(header + rows(2), 2, "L3"),
  [page(3)]: csv(header + rows(3), 2, "null"),
} satisfies Record<string, Answer>;

async function open(routes: Record<string, Answer>, options = fast) {
  const org = await scriptedOrg({ ...good, ...routes });
  onTestFinished(org.close);
  return { org, source: salesforceSource(connectionTo(org.url), testSecrets, options) };
}

async function read(routes: Record<string, Answer>, extract = accounts, options = fast) {
  const { org, source } = await open(routes, options);
  const pages: Page[] = [];
  const extraction = await source.extract(extract, spool, new AbortController().signal);
  for await (const each of extraction.pages) pages.push(each);
  return { org, pages, totalRows: extraction.totalRows() };
}

const textsOf = (pages: readonly Page[]) =>
  Promise.all(pages.map(({ file }) => readFile(file, "utf8")));

const allPages = [header + rows(1), header + rows(2), header + rows(3)];

test("a job is created, awaited, read page by page and deleted", async () => {
  const { org, pages, totalRows } = await read({});
  expect(await textsOf(pages)).toEqual(allPages);
  expect(pages.map(({ format, rows, bytes }) => [format, rows, bytes])).toEqual(
    allPages.map((text) => ["csv", 2, Buffer.byteLength(text)]),
  );
  expect(totalRows).toBe(6);
  expect(JSON.parse(org.requests(create)[0]?.body ?? "")).toEqual({
    operation: "query",
    query: "SELECT Id, Name FROM Account WHERE SystemModstamp < 2024-01-02T00:00:00Z",
    contentType: "CSV",
    columnDelimiter: "COMMA",
    lineEnding: "LF",
  });
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
  expect(org.requests("PATCH")).toEqual([]);
});

test("deleted rows are asked for by queryAll", async () => {
  const { org } = await read({}, { ...accounts, includeDeleted: true });
  expect(JSON.parse(org.requests(create)[0]?.body ?? "")).toMatchObject({ operation: "queryAll" });
});

test("an extract without rows has no pages and leaves no file", async () => {
  const { pages, totalRows } = await read({
    [status]: json({ state: "JobComplete", numberRecordsProcessed: 0 }),
    [results]: csv(header, 0, "null"),
  });
  expect([pages, totalRows]).toEqual([[], 0]);
  expect(await readdir(spool)).toEqual([]);
});

test("a packed page is unpacked on its way to disk", async () => {
  const packed = csv(gzipSync(header + rows(2)), 2, "L3", { "content-encoding": "gzip" });
  const { pages } = await read({ [page(2)]: packed });
  expect(await textsOf(pages)).toEqual(allPages);
});

test("a page without a header is given one", async () => {
  const { pages } = await read({ [page(2)]: csv(rows(2), 2, "L3") });
  expect(await textsOf(pages)).toEqual(allPages);
});

/** Promises more bytes than come. */
const cutOff: Answer = (_seen, response) => {
  response.writeHead(200, {
    "content-length": "500",
    "sforce-numberofrecords": "2",
    "sforce-locator": "L3",
  });
  response.write(`${header}"00`, () => response.destroy());
};
const stalled: Answer = (_seen, response) => {
  response.writeHead(200, { "sforce-numberofrecords": "2", "sforce-locator": "L3" });
  response.write(`${header}"00`);
};
/** Ends in the middle of the packed data, as a proxy may do. */
const packedCutOff: Answer = csv(gzipSync(header + rows(2)).subarray(0, 30), 2, "L3", {
  "content-encoding": "gzip",
});

test.each([
  ["a busy server", refuse(503, "SERVER_UNAVAILABLE", "busy", { "retry-after": "0" })],
  ["an internal error", refuse(500, "UNKNOWN_EXCEPTION", "oops")],
  ["a gateway's page", refuse(502, "", "Bad Gateway")],
  ["a dropped connection", hangUp],
  ["a body that is cut off", cutOff],
  ["a packed body that is cut off", packedCutOff],
  ["the page before once more", csv(header + rows(1), 2, "L3")],
  ["the page before with its headers", csv(header + rows(1), 2, "L2")],
  ["an answer without a count", csv(header + rows(2), 0, "L3", { "sforce-numberofrecords": "" })],
  ["an expired session", refuse(401, "INVALID_SESSION_ID", "expired")],
])("%s is tried again", async (_what, fault) => {
  const again = inTurn(fault, good[page(2)] as Answer);
  const { org, pages } = await read({ [page(2)]: again });
  expect(await textsOf(pages)).toEqual(allPages);
  expect(org.requests(page(2))).toHaveLength(2);
});

test("a body that stops coming is tried again", async () => {
  const again = inTurn(stalled, good[page(2)] as Answer);
  // On a busy machine other requests may be given up too: there are attempts enough for all.
  const impatient = { ...fast, requestTimeoutMs: 300, maxAttempts: 50 };
  const { org, pages } = await read({ [page(2)]: again }, accounts, impatient);
  expect(await textsOf(pages)).toEqual(allPages);
  expect(org.requests(page(2)).length).toBeGreaterThan(1);
});

test("of two equal pages the later is fetched again, even if it came first", async () => {
  const secondCame = deferred<void>();
  const first: Answer = (_seen, response) => {
    response.writeHead(200, { "sforce-numberofrecords": 2, "sforce-locator": "L2" });
    response.flushHeaders();
    void secondCame.promise.then(() => response.end(header + rows(1)));
  };
  const second: Answer = (seen, response, nth) => {
    response.on("finish", () => secondCame.resolve());
    csv(header + rows(1), 2, "L3")(seen, response, nth);
  };
  const { org, pages } = await read({
    [results]: first,
    [page(2)]: inTurn(second, good[page(2)] as Answer),
  });
  expect(await textsOf(pages)).toEqual(allPages);
  expect(org.requests(results).filter(({ path }) => !path.includes("locator"))).toHaveLength(1);
});

test.each([
  ["a server that stays busy", refuse(503, "SERVER_UNAVAILABLE", "busy"), "source_unreachable"],
  ["a body that is always cut off", cutOff, "source_unreachable"],
  ["a page that comes again and again", csv(header + rows(1), 2, "L3"), "count_mismatch"],
  ["columns in another order", csv('"Name","Id"\n"a","1"\n', 2, "L3"), "bad_page"],
  ["pages that lead in a circle", csv(header + rows(2), 2, "L2"), "bad_page"],
  ["fewer rows than the job counted", csv(header + rows(2), 1, "L3"), "count_mismatch"],
  ["results that are gone", refuse(404, "NOT_FOUND", "gone"), "source_refused"],
])("%s: the extract fails, leaves no file and no job", async (_what, fault, code) => {
  const { org, source } = await open({ [page(2)]: fault });
  const { pages } = await source.extract(accounts, spool, new AbortController().signal);
  const handedOut: string[] = [];
  const reading = (async () => {
    for await (const { file } of pages) handedOut.push(file);
  })();
  await expect(reading).rejects.toMatchObject({ name: "PlatformError", code });
  expect((await readdir(spool)).map((name) => join(spool, name)).sort()).toEqual(handedOut.sort());
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
});

test("equal pages are fine where rows carry no key", async () => {
  const same = 'Name\n"a"\n"b"\n';
  const { pages } = await read(
    {
      [results]: csv(same, 2, "L2"),
      [page(2)]: csv(same, 2, "L3"),
      [page(3)]: csv(same, 2, "null"),
    },
    { ...accounts, fields: ["Name"] },
  );
  expect(pages).toHaveLength(3);
});

test("at most two pages are fetched ahead of the consumer, and the next one before this one has come", async () => {
  const endless = (_seen: unknown, response: Parameters<Answer>[1], nth: number) =>
    csv(`${header}"${nth}","x"\n`, 1, `M${nth}`)({} as never, response, nth);
  const { org, source } = await open({ [results]: endless });
  const { pages } = await source.extract(accounts, spool, new AbortController().signal);
  const reader = pages[Symbol.asyncIterator]();
  await reader.next();
  await expect.poll(() => readdir(spool)).toHaveLength(3);
  expect(org.requests(results)).toHaveLength(3);
  await reader.return?.();
  expect(await readdir(spool)).toHaveLength(1);
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
});

test("the next page is asked for while a page is still on its way", async () => {
  const nextWasAskedFor = deferred<void>();
  const unfinished: Answer = (_seen, response) => {
    response.writeHead(200, { "sforce-numberofrecords": 2, "sforce-locator": "L2" });
    response.write(header);
    void nextWasAskedFor.promise.then(() => response.end(rows(1)));
  };
  const asked: Answer = (...call) => {
    nextWasAskedFor.resolve();
    good[page(2)]?.(...call);
  };
  const { pages } = await read({ [results]: unfinished, [page(2)]: asked });
  expect(pages).toHaveLength(3);
});

test("a job is asked about ever less often, up to every five seconds", async () => {
  const waits: number[] = [];
  const sleep = async (ms: number) => void waits.push(Math.round(ms));
  const running = Array.from({ length: 14 }, () => json({ state: "InProgress" }));
  const complete = json({ state: "JobComplete", numberRecordsProcessed: 6 });
  await read({ [status]: inTurn(...running, complete) }, accounts, { ...fast, sleep });
  expect(waits).toEqual([
    ...[50, 75, 113, 169, 253, 380, 570, 854, 1281, 1922, 2883, 4325, 5000, 5000],
  ]);
});

test("a job that failed for a passing reason is made again", async () => {
  const failed = json({ state: "Failed", errorMessage: "QUERY_TIMEOUT: took too long" });
  const complete = json({ state: "JobComplete", numberRecordsProcessed: 6 });
  const { org, pages } = await read({ [status]: inTurn(failed, complete) });
  expect(pages).toHaveLength(3);
  expect(org.requests(create)).toHaveLength(2);
});

test("a job that failed says why, and is not left on the server", async () => {
  const errorMessage = "InvalidBatch : \u0007Field is bad";
  const { org, source } = await open({ [status]: json({ state: "Failed", errorMessage }) });
  const extract = source.extract(accounts, spool, new AbortController().signal);
  await expect(extract).rejects.toMatchObject({
    code: "source_refused",
    message: 'connection "crm": the Bulk job ended as Failed: InvalidBatch : Field is bad',
  });
  expect(org.requests(create)).toHaveLength(1);
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
});

test.each<[string, Record<string, Answer>, boolean]>([
  ["a feature", { [create]: refuse(403, "FUNCTIONALITY_NOT_ENABLED", "Bulk is off") }, true],
  ["an entity", { [create]: refuse(400, "INVALIDENTITY", "not supported by the Bulk API") }, true],
  [
    "a compound",
    { [create]: refuse(400, "API_ERROR", "Selecting compound data not supported in Bulk Query") },
    true,
  ],
  [
    "a job's entity",
    { [status]: json({ state: "Failed", errorMessage: "InvalidEntity : no" }) },
    true,
  ],
  [
    "a field",
    { [create]: refuse(400, "INVALID_FIELD", "No such column 'X' on entity 'A'") },
    false,
  ],
  ["a busy server", { [create]: refuse(503, "SERVER_UNAVAILABLE", "busy") }, false],
])("whether Bulk cannot read it at all is told apart: %s", async (_what, routes, unsupported) => {
  const { source } = await open(routes);
  const error = await source
    .extract(accounts, spool, new AbortController().signal)
    .catch((thrown) => thrown);
  expect(error).toMatchObject({ name: "PlatformError" });
  expect(error.code === "bulk_unsupported").toBe(unsupported);
});

test("a job that is cancelled while it runs is aborted and deleted", async () => {
  const stop = new AbortController();
  const running: Answer = (seen, response, nth) => {
    json({ state: "InProgress" })(seen, response, nth);
    if (nth === 3) stop.abort();
  };
  const { org, source } = await open({ [status]: running });
  await expect(source.extract(accounts, spool, stop.signal)).rejects.toMatchObject({
    code: "cancelled",
  });
  expect(org.requests(`PATCH ${jobPath}`)[0]?.body).toBe('{"state":"Aborted"}');
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
});

test("a cancelled download ends at once and leaves nothing", async () => {
  const stop = new AbortController();
  const { org, source } = await open({ [results]: stalled, [page(3)]: stalled });
  const { pages } = await source.extract(accounts, spool, stop.signal);
  const reading = pages[Symbol.asyncIterator]().next();
  reading.catch(() => undefined);
  await expect.poll(() => readdir(spool)).toHaveLength(1);
  stop.abort();
  await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  expect(await readdir(spool)).toEqual([]);
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
});

test("a job is on record before it is used, and until it is gone from the server", async () => {
  const log: string[] = [];
  const jobs = {
    opened: async (job: string) => void log.push(`opened ${job}`),
    closed: async (job: string) => void log.push(`closed ${job}`),
  };
  const used: Answer = (...call) => {
    log.push("used");
    json({ state: "JobComplete", numberRecordsProcessed: 6 })(...call);
  };
  const removed: Answer = (_seen, response) => {
    log.push("removed");
    response.writeHead(204).end();
  };
  await read({ [status]: used, [`DELETE ${jobPath}`]: removed }, accounts, { ...fast, jobs });
  expect(log).toEqual([`opened ${jobPath}`, "used", "removed", `closed ${jobPath}`]);
});

test("a job that the server does not remove stays on record, one that it no longer has does not", async () => {
  const closed = async (answer: Answer) => {
    const log: string[] = [];
    const jobs = {
      opened: async () => undefined,
      closed: async (job: string) => void log.push(job),
    };
    await read({ [`DELETE ${jobPath}`]: answer }, accounts, { ...fast, jobs });
    return log;
  };
  expect(await closed(refuse(503, "SERVER_UNAVAILABLE", "busy"))).toEqual([]);
  expect(await closed(refuse(404, "NOT_FOUND", "gone"))).toEqual([jobPath]);
});

test("a job that another process left is aborted and deleted, and told as gone only if it is", async () => {
  const { org, source } = await open({});
  expect(await source.removeJob(jobPath)).toBe(true);
  expect(org.requests(`PATCH ${jobPath}`)[0]?.body).toBe('{"state":"Aborted"}');
  expect(org.requests(`DELETE ${jobPath}`)).toHaveLength(1);
  const busy = await open({ [`DELETE ${jobPath}`]: refuse(503, "SERVER_UNAVAILABLE", "busy") });
  expect(await busy.source.removeJob(jobPath)).toBe(false);
});
