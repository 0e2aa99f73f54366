import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { newTableInput } from "../../engine/src/catalog/domain/registered-table.ts";
import { sampleAccess } from "../../engine/test/access/sample-access.ts";
import { anyFlow } from "../../engine/test/any-flow.ts";
import { motoForTests } from "../../engine/test/aws/moto-server.ts";
import { lakeClients } from "../../engine/test/lake-formation/lake-clients.ts";
import { startLakeFormationFake } from "../../engine/test/lake-formation/lake-formation-fake.ts";
import { deployHandlers, queued } from "./bundled-handler.ts";

const moto = motoForTests();
const flow = anyFlow();
const access = sampleAccess({
  roles: { analyst: { iamRole: "analyst" } },
  filters: { own: { rows: { kind: "compare", column: "name", operator: "=", value: "Ada" } } },
  grants: [{ resource: { kind: "filter", filter: "own" } }],
});

/** Where CloudFormation would wait for answers. */
async function waitForAnswers() {
  const answers: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    answers.push(JSON.parse(await text(request)) as Record<string, unknown>);
    response.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const ResponseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=x`;
  const request = (RequestType: string, ResourceProperties: object) => ({
    ...{ RequestType, ResponseURL, ResourceProperties },
    ...{ StackId: "s", RequestId: "r", LogicalResourceId: "grants" },
  });
  return { answers, request, close: () => server.close() };
}

test("the bundle grants what is declared when a deployment asks and when the catalog tells of a table, and takes it back", async (context) => {
  const server = await moto(context);
  const fake = await startLakeFormationFake(server.endpoint);
  const env = { ...server.env, AWS_ENDPOINT_URL: fake.endpoint };
  const clients = lakeClients({ ...server.client, endpoint: fake.endpoint }, "000000000000");
  const { catalog, governance } = clients;
  const cloudFormation = await waitForAnswers();
  const { invoke } = await deployHandlers([flow], access);
  const held = async () =>
    (await governance.held()).filter(({ principal }) => principal.endsWith("/analyst"));
  try {
    await catalog.ensureDatabase("crm");
    await invoke("apply-grants", cloudFormation.request("Create", {}), env);
    expect(cloudFormation.answers).toMatchObject([{ Status: "SUCCESS", Data: { pending: "1" } }]);
    expect(await held()).toEqual([]);

    const columns = ["id", "name"].map((name) => ({ name, type: "string" as const }));
    await catalog.createTable(
      "crm",
      newTableInput(flow, "s3://raw/a/", { columns: columns, described: [], typedBy: "files" }),
    );
    const event = {
      "detail-type": "Glue Data Catalog Database State Change",
      detail: { databaseName: "crm", typeOfChange: "CreateTable", changedTables: ["account"] },
    };
    const { answer } = await invoke("apply-grants", queued(event), env);
    expect(answer).toEqual({ batchItemFailures: [] });
    const [filter] = await governance.filters("crm", "account");
    expect(filter).toMatchObject({ rows: "name = 'Ada'", columns: ["id", "name", "load_date"] });
    expect(await held()).toMatchObject([{ resource: { kind: "filter", filter: filter?.name } }]);
    expect((await governance.tableTags("crm", "account")).table).toEqual({
      sensitivity: "unclassified",
    });

    const again = await invoke("apply-grants", cloudFormation.request("Update", {}), env);
    expect(again.lines).toMatchObject([{ grantedCount: 0, revokedCount: 0, failedCount: 0 }]);
    await invoke("apply-grants", cloudFormation.request("Delete", {}), env);
    expect(cloudFormation.answers.map(({ Status }) => Status)).toEqual(Array(3).fill("SUCCESS"));
    expect(await governance.held()).toEqual([]);
  } finally {
    cloudFormation.close();
    clients.close();
    await fake.close();
  }
});

test("the bundle closes the defaults of a new account and names the administrators", async (context) => {
  const server = await moto(context);
  const cloudFormation = await waitForAnswers();
  const { invoke } = await deployHandlers([flow]);
  const clients = lakeClients(server.client, "123456789012");
  try {
    await clients.createRole("deployer");
    const Administrators = ["arn:aws:iam::123456789012:role/deployer"];
    await invoke("lake-settings", cloudFormation.request("Create", { Administrators }), server.env);
    expect(cloudFormation.answers).toMatchObject([{ Status: "SUCCESS", Data: { Added: "1" } }]);
    expect(await clients.settings.read()).toEqual({
      administrators: Administrators,
      newDatabasesOpenTo: [],
      newTablesOpenTo: [],
    });
  } finally {
    cloudFormation.close();
    clients.close();
  }
});
