import { expect, test } from "vitest";
import { memoryCatalog } from "../../engine/src/catalog/adapters/memory/memory-catalog.ts";
import { newTableInput } from "../../engine/src/catalog/domain/registered-table.ts";
import { memoryGovernance } from "../../engine/src/lake-formation/adapters/memory/memory-governance.ts";
import { accountColumns, sampleAccess } from "../../engine/test/access/sample-access.ts";
import { anyFlow } from "../../engine/test/any-flow.ts";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { applyGrantsHandler } from "./apply-grants.ts";
import type { CustomResourceEvent } from "./custom-resource.ts";

const analyst = "arn:aws:iam::123456789012:role/analyst";
const access = sampleAccess({
  roles: { analyst: { iamRole: "analyst" } },
  grants: [{ resource: accountColumns("include", "id") }],
});
const manifest = sampleManifest(access, "123456789012");
const properties = { Principals: [analyst], Databases: ["crm"] };

async function open() {
  const ports = { catalog: memoryCatalog(), governance: memoryGovernance() };
  await ports.catalog.ensureDatabase("crm");
  const lines: string[] = [];
  const answers: Record<string, unknown>[] = [];
  const handle = applyGrantsHandler(ports, manifest, {
    write: (line) => void lines.push(line),
    respond: async (_, body) => {
      answers.push(JSON.parse(body) as Record<string, unknown>);
    },
    remainingMs: () => 60_000,
  });
  const held = async () =>
    (await ports.governance.held()).filter(({ principal }) => principal === analyst).length;
  const load = async () => {
    const columns = [{ name: "id", type: "string" as const }];
    await ports.catalog.createTable(
      "crm",
      newTableInput(anyFlow(), "s3://raw/", { columns: columns, described: [], typedBy: "files" }),
    );
  };
  return { ports, handle, lines, answers, held, load };
}

const request = (parts: Partial<CustomResourceEvent>): CustomResourceEvent => ({
  RequestType: "Create",
  ResponseURL: "https://example.test/",
  StackId: "s",
  RequestId: "r",
  LogicalResourceId: "Grants",
  ResourceProperties: properties,
  ...parts,
});
const message = (messageId: string, detail: unknown) => ({
  messageId,
  body: typeof detail === "string" ? detail : JSON.stringify({ detail }),
});
const created = { databaseName: "crm", typeOfChange: "CreateTable", changedTables: ["account"] };

test("a deployment applies everything and says how much is pending", async () => {
  const { handle, answers, held } = await open();
  expect(await handle(request({}))).toBeUndefined();
  expect(answers).toMatchObject([
    { Status: "SUCCESS", PhysicalResourceId: "gtm-dev-grants", Data: { pending: "1" } },
  ]);
  expect(await held()).toBe(0);
});

test("a table that appears gets its grants, and tables of others change nothing", async () => {
  const { handle, held, lines, load } = await open();
  await handle(request({}));
  await load();
  const others = message("1", { databaseName: "other", tableName: "account" });
  expect(await handle({ Records: [others] })).toEqual({ batchItemFailures: [] });
  expect([await held(), lines.length]).toEqual([0, 1]);
  expect(await handle({ Records: [message("2", created)] })).toEqual({ batchItemFailures: [] });
  expect(await held()).toBe(1);
});

test("an event that cannot be read comes again alone; one that could not be applied comes again", async () => {
  const { handle, ports, lines, load } = await open();
  await handle(request({}));
  await load();
  const Records = [message("bad", "no json"), message("good", created)];
  expect(await handle({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
  ports.governance.held = async () => {
    throw new Error("Lake Formation is away");
  };
  expect(await handle({ Records: [message("good", created)] })).toEqual({
    batchItemFailures: [{ itemIdentifier: "good" }],
  });
  expect(lines.at(-1)).toContain("Lake Formation is away");
});

test("what Lake Formation refuses fails the deployment, by name", async () => {
  const { handle, ports, answers, load } = await open();
  await load();
  ports.governance.grant = async (permissions) =>
    permissions.map((permission) => ({ permission, message: "Invalid principal" }));
  await handle(request({}));
  expect(answers).toMatchObject([
    { Status: "FAILED", Reason: expect.stringContaining("Invalid principal") },
  ]);
});

test("what Lake Formation refuses on a table lets its event come again, and is counted for the alarm", async () => {
  const { handle, ports, lines, load } = await open();
  await handle(request({}));
  await load();
  ports.governance.grant = async (permissions) =>
    permissions.map((permission) => ({ permission, message: "Invalid principal" }));
  expect(await handle({ Records: [message("1", created)] })).toEqual({
    batchItemFailures: [{ itemIdentifier: "1" }],
  });
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
    GrantsFailed: 1,
    error: expect.stringContaining("Invalid principal"),
  });
});

test("a principal that the deployment before declared loses what it holds", async () => {
  const { handle, ports, load } = await open();
  await load();
  const former = "arn:aws:iam::123456789012:role/former";
  await ports.governance.grant([
    {
      principal: former,
      resource: { kind: "columns", database: "crm", table: "account", columns: ["id"] },
      permission: "select",
      grantable: false,
    },
  ]);
  const OldResourceProperties = { ...properties, Principals: [analyst, former] };
  await handle(request({ RequestType: "Update", OldResourceProperties }));
  const holders = (await ports.governance.held()).map(({ principal }) => principal);
  expect(holders).toContain(analyst);
  expect(holders).not.toContain(former);
});

test("deleting the stack takes the grants away, once and again, and leaves the table", async () => {
  const { handle, ports, answers, held, load } = await open();
  await load();
  await handle(request({}));
  expect(await held()).toBe(1);
  for (let time = 0; time < 2; time++) await handle(request({ RequestType: "Delete" }));
  expect(answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(await ports.governance.held()).toEqual([]);
  expect(await ports.catalog.table("crm", "account")).toBeDefined();
});
