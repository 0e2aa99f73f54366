import { expect, test } from "vitest";
import { sampleAccess } from "../../engine/test/access/sample-access.ts";
import { modelSql } from "../../engine/test/redshift/model-sql.ts";
import {
  buildRelations,
  registeredRelations,
  warehouseManifest,
} from "../../engine/test/redshift/sample-warehouse.ts";
import { seenInModel } from "../../engine/test/redshift/seen-in-model.ts";
import { emptyModel } from "../../engine/test/redshift/warehouse-model.ts";
import type { CustomResourceEvent } from "./custom-resource.ts";
import { warehouseGrantsHandler } from "./warehouse-grants.ts";

const manifest = warehouseManifest(
  sampleAccess({
    roles: { analyst: { iamRole: "gtm-dev-analyst" }, dbt: { iamRole: "gtm-dev-dbt" } },
    grants: [
      {
        resource: {
          kind: "table",
          database: "mart_a",
          table: "customers",
          columns: { kind: "all" },
        },
      },
    ],
  }),
);

async function open() {
  const model = emptyModel();
  buildRelations(model);
  const ports = { sql: modelSql(model), catalog: await registeredRelations() };
  const lines: string[] = [];
  const answers: Record<string, unknown>[] = [];
  const handle = warehouseGrantsHandler(ports, manifest, {
    write: (line) => void lines.push(line),
    respond: async (_, body) => void answers.push(JSON.parse(body) as Record<string, unknown>),
    remainingMs: () => 60_000,
  });
  return { model, ports, lines, answers, handle };
}

const request = (parts: Partial<CustomResourceEvent>): CustomResourceEvent => ({
  RequestType: "Create",
  ResponseURL: "https://example.test/",
  StackId: "s",
  RequestId: "r",
  LogicalResourceId: "Grants",
  ResourceProperties: { Roles: ["analyst", "dbt"] },
  ...parts,
});

test("a deployment applies the declared access and tells how much it ran", async () => {
  const { model, answers, handle } = await open();
  expect(await handle(request({}))).toBeUndefined();
  expect(answers).toMatchObject([
    {
      Status: "SUCCESS",
      PhysicalResourceId: "gtm-dev-warehouse-grants",
      Data: { Pending: "0", Statements: expect.stringMatching(/^\d\d$/) },
    },
  ]);
  expect(seenInModel(model).size).toBe(4);
});

test("a call after a build, and the schedule, apply it too and answer counts", async () => {
  const { handle } = await open();
  expect(await handle({ build: "b-1" })).toMatchObject({ pending: 0 });
  expect(await handle({})).toEqual({ statements: 0, pending: 0 });
});

test("a role that the deployment before declared loses what it has", async () => {
  const { model, handle } = await open();
  model.roles.add("former");
  model.schemaPrivileges.add(JSON.stringify(["mart_a", "USAGE", "former"]));
  await handle(request({ RequestType: "Update", OldResourceProperties: { Roles: ["former"] } }));
  expect([...model.schemaPrivileges].join()).not.toContain("former");
});

test("deleting the stack closes everything, and what is refused is told and counted", async () => {
  const { model, ports, lines, answers, handle } = await open();
  await handle(request({}));
  await handle(request({ RequestType: "Delete" }));
  expect(seenInModel(model).size).toBe(0);
  const sql = { ...ports.sql };
  ports.sql.run = async (statement) => {
    if (statement.startsWith("GRANT")) throw new Error("the warehouse sleeps");
    return sql.run(statement);
  };
  await handle(request({}));
  expect(answers.at(-1)).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining("the warehouse sleeps"),
  });
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ WarehouseGrantsFailed: 1 });
  await expect(handle({})).rejects.toMatchObject({ code: "warehouse_grants_failed" });
});
