import { AppflowClient } from "@aws-sdk/client-appflow";
import { expect, test } from "vitest";
import { anyFlow } from "../../../../test/any-flow.ts";
import { type AppFlowState, startAppFlow } from "../../../../test/aws/appflow-server.ts";
import { appFlowFields } from "./appflow-fields.ts";

const Account = [
  { name: "Id", label: "Account ID", type: "id" },
  { name: "BillingAddress", label: "Billing Address", type: "address" },
  { name: "Revenue__c", type: "Currency" },
  { name: "Note", label: "Note" },
];

async function fieldsWith(state: Partial<AppFlowState>) {
  const server = await startAppFlow(state);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const { endpoint } = server;
  const client = new AppflowClient({ endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
  return { ...server, describedFields: appFlowFields(client) };
}

test("gives the fields that a flow loads, with label and type; what says too little is text", async () => {
  const { describedFields } = await fieldsWith({ entities: { Account } });
  expect(await describedFields(anyFlow(), "e1")).toEqual([
    { name: "Id", label: "Account ID", type: "id", calculated: false },
    { name: "Revenue__c", label: "Revenue__c", type: "currency", calculated: false },
    { name: "Note", label: "Note", type: "string", calculated: false },
  ]);
});

test("leaves out what the flow excludes or does not name", async () => {
  const { describedFields } = await fieldsWith({ entities: { Account } });
  const names = async (parts: object) =>
    (await describedFields(anyFlow(parts), "e1"))?.map(({ name }) => name);
  expect(await names({ excludeFields: ["note"] })).toEqual(["Id", "Revenue__c"]);
  expect(await names({ fields: ["ID", "Note"] })).toEqual(["Id", "Note"]);
});

test("says nothing where the source cannot be asked, so that files are registered all the same", async () => {
  const failures = ["ConnectorServerException", "ConnectorAuthenticationException"];
  const { describedFields, state } = await fieldsWith({ failures });
  for (const _ of [1, 2, 3]) expect(await describedFields(anyFlow(), "e1")).toBeUndefined();
  expect(await describedFields(anyFlow({ source: "s3" }), "e1")).toBeUndefined();
  expect(state.calls).toHaveLength(3);
});

test("fails where the registrar has no right to ask", async () => {
  const { describedFields } = await fieldsWith({ failures: ["AccessDeniedException"] });
  await expect(describedFields(anyFlow(), "e1")).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
});
