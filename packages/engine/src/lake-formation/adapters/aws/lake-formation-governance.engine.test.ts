import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { GetDataLakeSettingsCommand, LakeFormationClient } from "@aws-sdk/client-lakeformation";
import { afterEach, expect, type TestContext, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { governanceContract } from "../../../../test/contracts/governance-contract.ts";
import {
  type LakeFormationFake,
  type RecordedCall,
  startLakeFormationFake,
} from "../../../../test/lake-formation/lake-formation-fake.ts";
import type { LakePermission } from "../../domain/lake-permission.ts";
import { lakeFormationGovernance } from "./lake-formation-governance.ts";

const moto = motoForTests();
const account = "123456789012";
const recorded: RecordedCall[] = [];
let closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function open(context: TestContext) {
  const server = await moto(context);
  const fake = await startLakeFormationFake(server.endpoint);
  const client = new LakeFormationClient({
    ...server.client,
    endpoint: fake.endpoint,
    maxAttempts: 1,
  });
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => {
    pauses.push(milliseconds);
  };
  closing.push(async () => {
    recorded.push(...fake.calls);
    client.destroy();
    await fake.close();
  });
  const governance = lakeFormationGovernance(client, account, { sleep });
  return { governance, fake, pauses, client, python: server.python } satisfies {
    fake: LakeFormationFake;
  } & Record<string, unknown>;
}

governanceContract("Lake Formation", async (context) => (await open(context)).governance);

const onTable = (
  table: string,
  principal = "arn:aws:iam::123456789012:role/a",
): LakePermission => ({
  principal,
  resource: { kind: "table", database: "crm", table },
  permission: "describe",
  grantable: false,
});

test("entries that meet another change are sent again, after longer and longer pauses", async (context) => {
  const { governance, fake, pauses } = await open(context);
  fake.failNext(3);
  const many = Array.from({ length: 25 }, (_, i) => onTable(`t${i}`));
  expect(await governance.grant(many)).toEqual([]);
  expect(await governance.held()).toHaveLength(25);
  expect(pauses).toEqual([200]);
});

test("a throttled call is made again, and in the end given up with its error", async (context) => {
  const { governance, fake, pauses } = await open(context);
  fake.throttleNext(2);
  expect(await governance.grant([onTable("t")])).toEqual([]);
  expect(pauses).toEqual([200, 400]);
  fake.throttleNext(100);
  await expect(governance.grant([onTable("u")])).rejects.toThrow("Rate exceeded");
  expect(pauses).toHaveLength(2 + 6);
});

test("a change that never gets through is refused in the service's words", async (context) => {
  const { governance, fake } = await open(context);
  fake.failNext(1000);
  expect(await governance.grant([onTable("t")])).toMatchObject([
    { message: expect.stringContaining("ConcurrentModificationException") },
  ]);
});

test("granting to a principal that is gone is refused, revoking from it is not", async (context) => {
  const { governance, fake } = await open(context);
  await governance.grant([onTable("t", "arn:aws:iam::123456789012:role/gone")]);
  fake.forget("arn:aws:iam::123456789012:role/gone");
  const gone = onTable("u", "arn:aws:iam::123456789012:role/gone");
  expect(await governance.grant([gone, onTable("u")])).toMatchObject([
    { permission: gone, message: expect.stringContaining("Invalid principal") },
  ]);
  expect(await governance.revoke([{ ...gone, only: undefined }])).toEqual([]);
});

test("what the fake does not answer, moto does", async (context) => {
  const { client } = await open(context);
  const { DataLakeSettings } = await client.send(new GetDataLakeSettingsCommand({}));
  expect(DataLakeSettings?.CreateTableDefaultPermissions).toHaveLength(1);
});

test("moto itself lists what the adapter grants", async (context) => {
  const server = await moto(context);
  const client = new LakeFormationClient(server.client);
  closing.push(async () => client.destroy());
  const governance = lakeFormationGovernance(client, account, { sleep: async () => {} });
  const columns: LakePermission = {
    ...onTable("account"),
    resource: { kind: "columns", database: "crm", table: "account", columns: ["id", "name"] },
    permission: "select",
  };
  await governance.grant([columns, onTable("contact")]);
  expect(await governance.held()).toEqual(expect.arrayContaining([columns, onTable("contact")]));
});

test("requests and answers have the shapes of botocore's model of the service", async (context) => {
  const { python } = await open(context);
  expect(new Set(recorded.map(({ operation }) => operation)).size).toBeGreaterThanOrEqual(10);
  const judge = join(import.meta.dirname, "../../../../test/lake-formation/judge_calls.py");
  const said = execFileSync(python, [judge], { input: JSON.stringify(recorded), encoding: "utf8" });
  expect(said).toBe("");
});
