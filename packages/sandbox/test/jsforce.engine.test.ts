import { readFileSync } from "node:fs";
import { globalAgent } from "node:https";
import { Connection } from "jsforce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOrg } from "../src/index.ts";
import type { Org } from "../src/org/org.ts";
import { startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";

const ACCOUNTS = 4500;

describe.each([{ tls: false }, { tls: true }])("jsforce with tls $tls", ({ tls }) => {
  let org: Org;
  let sandbox: TestSandbox;
  let connection: Connection;

  beforeAll(async () => {
    org = await createOrg({ seed: 7, accounts: ACCOUNTS, startDate: "2026-01-05" });
    sandbox = await startTestSandbox(org, { tls });
    // jsforce has no option for an authority: it uses the process's agent.
    if (sandbox.caFile) globalAgent.options.ca = readFileSync(sandbox.caFile);
    connection = await connect(sandbox);
  });

  afterAll(async () => {
    delete globalAgent.options.ca;
    await sandbox.close();
    org.close();
  });

  test("sees every object and describes one", async () => {
    const { sobjects } = await connection.describeGlobal();
    expect(sobjects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Account", "Contact"]),
    );
    const { fields, name } = await connection.describe("Account");
    expect(name).toBe("Account");
    expect(fields.find((field) => field.name === "BillingCity")).toMatchObject({
      type: "string",
      compoundFieldName: "BillingAddress",
      soapType: "xsd:string",
    });
  });

  test("follows every page of a query by itself", async () => {
    const soql = "SELECT Id, Name, Owner.Name FROM Account ORDER BY Name";
    const { records } = await connection.query(soql, { autoFetch: true, maxFetch: 100_000 });
    const { totalSize } = await connection.query("SELECT COUNT() FROM Account");
    expect(records).toHaveLength(totalSize);
    expect(new Set(records.map(({ Id }) => Id)).size).toBe(totalSize);
  });

  test("follows nextRecordsUrl by hand", async () => {
    const first = await connection.query("SELECT Id FROM Account");
    expect(first.records).toHaveLength(2000);
    expect(first.done).toBe(false);
    const second = await connection.queryMore(first.nextRecordsUrl ?? "");
    expect(second.records).toHaveLength(2000);
    expect(second.records[0]?.Id).not.toBe(first.records[0]?.Id);
  });

  test("retrieves one record and finds records by conditions", async () => {
    const found = await connection.sobject("Account").findOne({ Name: { $like: "%" } });
    const id = String(found?.Id);
    expect(await connection.sobject("Account").retrieve(id)).toMatchObject({ Id: id });
  });

  test("reads deleted records with scanAll after a day has passed", async () => {
    await org.day();
    const live = await connection.query("SELECT COUNT() FROM Call_Activity__c");
    const all = await connection.query("SELECT COUNT() FROM Call_Activity__c", { scanAll: true });
    expect(all.totalSize).toBeGreaterThan(live.totalSize);
  });

  test("lists what was updated and deleted", async () => {
    const end = org.now();
    const start = new Date(end.getTime() - 3 * 86_400_000);
    const updated = await connection.sobject("Account").updated(start, end);
    const soql = `SELECT COUNT() FROM Account WHERE SystemModstamp >= ${start.toISOString()}`;
    expect(updated.ids).toHaveLength((await connection.query(soql)).totalSize);
    const deleted = await connection.sobject("Call_Activity__c").deleted(start, end);
    expect(deleted.deletedRecords.length).toBeGreaterThan(0);
    expect(deleted.deletedRecords[0]?.deletedDate).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}\+0000$/);
  });

  test("downloads a Bulk 2.0 query", async () => {
    const stream = await connection.bulk2.query("SELECT Id, Name, CreatedDate FROM Account");
    const records = (await stream.toArray()) as Record<string, string>[];
    const { totalSize } = await connection.query("SELECT COUNT() FROM Account");
    expect(records).toHaveLength(totalSize);
    expect(records[0]?.CreatedDate).toMatch(/T[\d:]{8}\.000Z$/);
  });

  test("reads limits and learns its API usage", async () => {
    const limits = (await connection.limits()) as { DailyApiRequests?: { Max: number } };
    expect(limits.DailyApiRequests?.Max).toBe(1_000_000);
    expect(connection.limitInfo.apiUsage?.limit).toBe(1_000_000);
  });

  test("gets Salesforce's error codes", async () => {
    const code = async (soql: string) => {
      const failure: unknown = await connection.query(soql).then(undefined, (error) => error);
      return (failure as { errorCode?: string }).errorCode;
    };
    expect(await code("SELECT Nope FROM Account")).toBe("INVALID_FIELD");
    expect(await code("SELECT Id FROM Nope")).toBe("INVALID_TYPE");
    expect(await code("SELECT FROM")).toBe("MALFORMED_QUERY");
  });

  test("is refused with a wrong secret", async () => {
    const wrong = { ...sandbox, clientSecret: "wrong" };
    await expect(connect(wrong)).rejects.toMatchObject({ name: "invalid_client" });
  });
});

async function connect({ url, clientId, clientSecret }: TestSandbox): Promise<Connection> {
  const oauth2 = { loginUrl: url, clientId, clientSecret };
  const connection = new Connection({ oauth2, version: "60.0" });
  const token = await connection.oauth2.requestToken({ grant_type: "client_credentials" });
  return new Connection({
    oauth2,
    version: "60.0",
    instanceUrl: token.instance_url,
    accessToken: token.access_token,
  });
}
