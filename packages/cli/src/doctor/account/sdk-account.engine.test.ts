import { createServer } from "node:http";
import { CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { LakeFormationClient, PutDataLakeSettingsCommand } from "@aws-sdk/client-lakeformation";
import { afterEach, expect, type TestContext, test, vi } from "vitest";
import { motoForTests } from "../../../../engine/test/aws/moto-server.ts";
import { awsFailure } from "./aws-failure.ts";
import { sdkAccount } from "./sdk-account.ts";

const moto = motoForTests();
const region = "eu-west-1";
/** For servers that a busy machine keeps waiting. */
const unhurried = { connectionTimeout: 600_000, requestTimeout: 600_000 };
afterEach(() => vi.unstubAllEnvs());

/** The account behind moto, asked as doctor asks it. */
async function motoAccount(context: TestContext) {
  const server = await moto(context);
  for (const [name, value] of Object.entries(server.env)) vi.stubEnv(name, value);
  return { server, aws: sdkAccount(region, unhurried) };
}

test("the caller's account is known", async (context) => {
  const { aws } = await motoAccount(context);
  expect(await aws.caller()).toMatchObject({ account: "123456789012" });
  aws.close();
});

test("a bootstrap stack is found by its qualifier, whatever its name", async (context) => {
  const { server, aws } = await motoAccount(context);
  const cloudFormation = new CloudFormationClient(server.client);
  const bootstrap = (name: string, qualifier: string, version: string) =>
    cloudFormation.send(
      new CreateStackCommand({
        StackName: name,
        Parameters: [{ ParameterKey: "Qualifier", ParameterValue: qualifier }],
        TemplateBody: JSON.stringify({
          Parameters: { Qualifier: { Type: "String" } },
          Resources: { Topic: { Type: "AWS::SNS::Topic" } },
          Outputs: { BootstrapVersion: { Value: version } },
        }),
      }),
    );
  await bootstrap("CDKToolkit", "hnb659fds", "30");
  await bootstrap("toolkit-of-gtm", "gtm", "21");
  expect(await aws.bootstrapVersion("gtm")).toBe(21);
  expect(await aws.bootstrapVersion("other")).toBeUndefined();
  cloudFormation.destroy();
  aws.close();
});

test("the administrators of Lake Formation are listed", async (context) => {
  const { server, aws } = await motoAccount(context);
  expect(await aws.lakeAdministrators()).toEqual([]);
  const lakeFormation = new LakeFormationClient(server.client);
  const DataLakePrincipalIdentifier = "arn:aws:iam::123456789012:role/admin";
  await lakeFormation.send(
    new PutDataLakeSettingsCommand({
      DataLakeSettings: { DataLakeAdmins: [{ DataLakePrincipalIdentifier }] },
    }),
  );
  expect(await aws.lakeAdministrators()).toEqual([DataLakePrincipalIdentifier]);
  lakeFormation.destroy();
  aws.close();
});

/** Answers that moto lacks: two pages of connector profiles and of flows, in the shapes of AppFlow's API reference. */
async function appflow() {
  const pages: Readonly<Record<string, readonly [object, object]>> = {
    "/describe-connector-profiles": [
      {
        connectorProfileDetails: [{ connectorProfileName: "crm", connectorType: "Salesforce" }],
        nextToken: "2",
      },
      { connectorProfileDetails: [{ connectorProfileName: "chat", connectorType: "Slack" }] },
    ],
    "/list-flows": [{ flows: [{ flowName: "a" }], nextToken: "2" }, { flows: [{ flowName: "b" }] }],
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const isSecond = (JSON.parse(body || "{}") as { nextToken?: string }).nextToken === "2";
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(pages[request.url ?? ""]?.[isSecond ? 1 : 0] ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  vi.stubEnv("AWS_ENDPOINT_URL_APPFLOW", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  return server;
}

test("connector profiles and flows of AppFlow are read page by page", async () => {
  const server = await appflow();
  const aws = sdkAccount(region, unhurried);
  expect(Object.fromEntries(await aws.connectorProfiles())).toEqual({
    crm: "salesforce",
    chat: "slack",
  });
  expect(await aws.flowNames()).toEqual(["a", "b"]);
  aws.close();
  server.close();
});

async function failureOfCaller() {
  const aws = sdkAccount(region, unhurried);
  const failure = await aws.caller().then(
    () => undefined,
    (error: unknown) => awsFailure(error),
  );
  aws.close();
  return failure;
}

/** Stands where EC2 has its metadata service. */
async function metadataService() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", `http://127.0.0.1:${port}`);
  return { asked, close: () => server.close() };
}

test("where nobody listens, the network is named and nothing hangs", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  expect(await failureOfCaller()).toMatchObject({
    kind: "unreachable",
    says: expect.stringContaining("127.0.0.1:1"),
  });
});

test("without any credentials that is said without asking the metadata service, unless somebody wants it asked", async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", undefined);
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials");
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere/config");
  const { asked, close } = await metadataService();
  expect(await failureOfCaller()).toMatchObject({ kind: "no_credentials" });
  expect(asked).toEqual([]);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "false");
  expect(await failureOfCaller()).toMatchObject({ kind: "no_credentials" });
  expect(asked).not.toEqual([]);
  close();
});
