import { expect, test } from "vitest";
import type { SqlRow, WarehouseSql } from "../../engine/src/redshift/ports/warehouse-sql.ts";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { externalSchemasHandler } from "./external-schemas.ts";

const own = "arn:aws:iam::123456789012:role/gtm-dev-spectrum-";
const properties = {
  name: "crm_for_analysts",
  database: "crm",
  region: "eu-west-1",
  spectrumRole: `${own}analyst-eu-west-1`,
  reader: "analyst",
  ownRoles: own,
  warehouse: { kind: "serverless", name: "gtm-dev-warehouse", database: "gtm", secret: "s" },
};

/** The answer to CloudFormation, and the statements that ran, where the warehouse holds this schema. */
async function answer(RequestType: "Create" | "Delete", found: readonly SqlRow[] = []) {
  const ran: string[] = [];
  const sql: WarehouseSql = {
    run: async (statement) => {
      if (!statement.startsWith("SELECT")) ran.push(statement);
      return statement.includes("svv_external_schemas") ? found : [];
    },
  };
  const answers: Record<string, unknown>[] = [];
  const handle = externalSchemasHandler(() => sql, sampleManifest(undefined, "123456789012"), {
    write: () => {},
    respond: async (_, body) => void answers.push(JSON.parse(body) as Record<string, unknown>),
    remainingMs: () => 60_000,
  });
  await handle({
    RequestType,
    ResponseURL: "https://example.test/",
    StackId: "s",
    RequestId: "r",
    LogicalResourceId: "Schema",
    ResourceProperties: properties,
  });
  return { answer: answers[0], ran };
}

test("a deployment makes the role and the schema, which is named in the answer", async () => {
  const { answer: answered, ran } = await answer("Create");
  expect(answered).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: "crm_for_analysts" });
  expect(ran).toEqual([
    'CREATE ROLE "analyst"',
    expect.stringMatching(/^CREATE EXTERNAL SCHEMA "crm_for_analysts"/),
    'GRANT USAGE ON SCHEMA "crm_for_analysts" TO ROLE "analyst"',
  ]);
});

test("a schema of somebody else fails the deployment with words, and is not dropped when the stack goes", async () => {
  const theirs = [["crm", '{"IAM_ROLE":"arn:aws:iam::123456789012:role/theirs"}']];
  const { answer: answered, ran } = await answer("Create", theirs);
  expect(answered).toMatchObject({ Status: "FAILED", Reason: expect.stringMatching(/theirs/) });
  expect(ran).toEqual([]);
  const deletion = await answer("Delete", theirs);
  expect(deletion).toMatchObject({ answer: { Status: "SUCCESS" }, ran: [] });
});
