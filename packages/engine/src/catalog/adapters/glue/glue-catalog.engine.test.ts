import { GetTableCommand, GlueClient, UpdateTableCommand } from "@aws-sdk/client-glue";
import { expect, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import {
  catalogContract,
  partition,
  tableInput,
} from "../../../../test/contracts/catalog-contract.ts";
import { glueCatalog } from "./glue-catalog.ts";

const moto = motoForTests();

// moto is held to the service's behaviour where it is laxer: see test/aws/moto_server.py.
catalogContract("Glue", async (context) =>
  glueCatalog(new GlueClient((await moto(context)).client)),
);

test("an update keeps what others have set on a table, and sends back nothing that only answers hold", async (context) => {
  const glue = new GlueClient((await moto(context)).client);
  const catalog = glueCatalog(glue);
  await catalog.ensureDatabase("crm");
  await catalog.createTable("crm", tableInput("account"));
  const others = { ...tableInput("account"), Owner: "sales", Parameters: { steward: "ana" } };
  await glue.send(new UpdateTableCommand({ DatabaseName: "crm", TableInput: others as never }));
  const found = await catalog.table("crm", "account");
  if (!found) throw new Error("no table");
  const described = { ...found.input, Description: "ours" };
  expect(await catalog.updateTable("crm", described, found.version)).toBe("updated");
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: "crm", Name: "account" }));
  expect(Table).toMatchObject({ Owner: "sales", Parameters: { steward: "ana" } });
  expect(Table?.Description).toBe("ours");
  expect(Object.keys(found.input)).not.toContain("CreateTime");
});

test("a throttled answer is no missing table: it is thrown", async (context) => {
  const { client } = await moto(context);
  const glue = new GlueClient({ ...client, maxAttempts: 1 });
  glue.middlewareStack.add(
    () => async () => {
      throw Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    },
    { step: "initialize" },
  );
  await expect(glueCatalog(glue).table("crm", "account")).rejects.toThrow("Rate exceeded");
});

test("many partitions come in pages, and all are given", async (context) => {
  const catalog = glueCatalog(new GlueClient((await moto(context)).client));
  await catalog.ensureDatabase("crm");
  await catalog.createTable("crm", tableInput("account"));
  const days = Array.from({ length: 7 }, (_, index) => `2026010${index + 1}`);
  for (const day of days.toReversed())
    await catalog.createPartition("crm", "account", partition(day));
  const found = await catalog.partitions("crm", "account", { to: "20260106" });
  expect(found.map(({ Values }) => Values[0])).toEqual(days.slice(0, 6));
});
