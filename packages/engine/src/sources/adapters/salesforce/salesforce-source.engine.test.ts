import { expect, onTestFinished, test } from "vitest";
import {
  type Answer,
  connectionTo,
  data,
  fast,
  inTurn,
  json,
  light,
  refuse,
  scriptedOrg,
  testSecrets,
} from "../../../../test/salesforce/scripted-org.ts";
import type { Extract } from "../../ports/source.ts";
import { salesforceSource } from "./salesforce-source.ts";

async function open(routes: Record<string, Answer>) {
  const org = await scriptedOrg(routes);
  onTestFinished(org.close);
  return { org, source: salesforceSource(connectionTo(org.url), testSecrets, fast) };
}

const accounts: Extract = {
  object: "Account",
  fields: ["Id", "Name"],
  window: undefined,
  includeDeleted: false,
  api: "rest",
};

test("now is the server's clock, whatever this machine thinks", async () => {
  const date = "Sun, 06 Nov 2044 08:49:37 GMT";
  const { source } = await open({ [light]: json({}, { date }) });
  expect(await source.now()).toEqual(new Date(date));
});

test("an organization that does not say it is a sandbox counts as production", async () => {
  const records = [{ attributes: { type: "Organization" }, Id: "00D1" }];
  const { source } = await open({
    [`GET ${data}/query?`]: inTurn(
      json({ totalSize: 1, done: true, records: [{ ...records[0], IsSandbox: true }] }),
      json({ totalSize: 1, done: true, records }),
    ),
  });
  expect(await source.organization()).toEqual({ id: "00D1", isSandbox: true, isLocal: true });
  expect(await source.organization()).toMatchObject({ isSandbox: false });
});

test("describe lists every visible field with a lower-case type", async () => {
  const { source } = await open({
    [`GET ${data}/sobjects/Account/describe`]: json({
      name: "Account",
      label: "Account",
      fields: [
        { name: "Id", label: "Account ID", type: "id", calculated: false },
        { name: "Score__c", label: "Score", type: "Double", calculated: true },
        { name: "Old__c", label: "Old", type: "string", deprecatedAndHidden: true },
      ],
    }),
  });
  expect(await source.describe("Account")).toEqual({
    name: "Account",
    label: "Account",
    fields: [
      { name: "Id", label: "Account ID", type: "id", calculated: false },
      { name: "Score__c", label: "Score", type: "double", calculated: true },
    ],
  });
});

test("an unknown object names the connection and the nearest object", async () => {
  const { source } = await open({
    [`GET ${data}/sobjects`]: json({ sobjects: [{ name: "Contact" }, { name: "Account" }] }),
    [`GET ${data}/sobjects/Acount/describe`]: refuse(404, "NOT_FOUND", "not found"),
  });
  await expect(source.describe("Acount")).rejects.toMatchObject({
    code: "source_refused",
    message: 'connection "crm" has no object called "Acount"',
    hint: expect.stringContaining('did you mean "Account"?'),
  });
});

test("a name that is not one never reaches the server", async () => {
  const { org, source } = await open({});
  await expect(source.describe("../limits")).rejects.toMatchObject({ code: "source_refused" });
  expect(org.seen).toEqual([]);
});

test("count asks the server, deleted rows included if they will come", async () => {
  const { org, source } = await open({
    [`GET ${data}/query`]: json({ totalSize: 42, done: true, records: [] }),
  });
  expect(await source.count(accounts)).toBe(42);
  expect(await source.count({ ...accounts, includeDeleted: true })).toBe(42);
  expect(org.requests(`GET ${data}/queryAll?q=SELECT+COUNT%28%29+FROM+Account`)).toHaveLength(1);
});

test.each(["QUERY_TIMEOUT", "OPERATION_TOO_LARGE"])("count is unknown after %s", async (code) => {
  const { source } = await open({ [`GET ${data}/query`]: refuse(400, code, "too long") });
  expect(await source.count(accounts)).toBeUndefined();
});

test("count fails where the query itself is wrong", async () => {
  const { source } = await open({ [`GET ${data}/query`]: refuse(400, "INVALID_TYPE", "no") });
  await expect(source.count(accounts)).rejects.toMatchObject({ code: "source_refused" });
});
