import { execFileSync } from "node:child_process";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { RedshiftDataClient } from "@aws-sdk/client-redshift-data";
import { afterEach, expect, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { redshiftData } from "./redshift-data.ts";

const moto = motoForTests();
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const target = {
  kind: "provisioned",
  name: "gtm-dev-warehouse",
  database: "gtm",
  secret: "arn:aws:secretsmanager:eu-west-1:111111111111:secret:admin",
} as const;
const noPause = { sleep: async () => {}, deadlineMs: 60_000 };
const at = (endpoint: string) =>
  new RedshiftDataClient({ endpoint, region: "eu-west-1", credentials });

type Answer = readonly [status: number, body: object];
interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
}
/** Successful calls and answers, for the check at the end. */
const recorded: { operation: string; request: unknown; response: unknown }[] = [];
let close: (() => void) | undefined;
afterEach(() => close?.());

/** A server that answers each operation with what is next in its list, and its last again and again. */
async function scripted(script: Readonly<Record<string, readonly Answer[]>>) {
  const calls: Call[] = [];
  const left = new Map(Object.entries(script).map(([name, answers]) => [name, [...answers]]));
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const operation = String(request.headers["x-amz-target"]).replace("RedshiftData.", "");
    const input = JSON.parse(text);
    calls.push({ operation, input, headers: request.headers });
    const answers = left.get(operation) ?? [];
    const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [404, {}];
    if (status === 200) recorded.push({ operation, request: input, response: body });
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  close = () => server.close();
  const { port } = server.address() as AddressInfo;
  return { sql: redshiftData(at(`http://127.0.0.1:${port}/`), target, noPause), calls };
}

const started: Answer = [200, { Id: "s-1" }];
const finished: Answer = [200, { Id: "s-1", Status: "FINISHED", HasResultSet: true }];

test("a statement is handed in, asked about until it has ended, and its rows are fetched page by page", async () => {
  const { sql, calls } = await scripted({
    ExecuteStatement: [started],
    DescribeStatement: [
      [200, { Id: "s-1", Status: "SUBMITTED" }],
      [200, { Id: "s-1", Status: "STARTED" }],
      finished,
    ],
    GetStatementResult: [
      [200, { Records: [[{ stringValue: "crm" }, { isNull: true }]], NextToken: "more" }],
      [200, { Records: [[{ stringValue: "x" }, { longValue: 3 }]] }],
    ],
  });
  expect(await sql.run("SELECT :name", { name: "crm" })).toEqual([
    ["crm", null],
    ["x", "3"],
  ]);
  expect(calls.map(({ operation }) => operation)).toEqual([
    "ExecuteStatement",
    ...Array(3).fill("DescribeStatement"),
    ...Array(2).fill("GetStatementResult"),
  ]);
  expect(calls[0]?.input).toMatchObject({
    ClusterIdentifier: "gtm-dev-warehouse",
    Database: "gtm",
    SecretArn: target.secret,
    Sql: "SELECT :name",
    Parameters: [{ name: "name", value: "crm" }],
  });
  expect(calls.at(-1)?.input).toEqual({ Id: "s-1", NextToken: "more" });
});

test("a statement that fails is told with its own words and with what the warehouse says", async () => {
  const { sql } = await scripted({
    ExecuteStatement: [started],
    DescribeStatement: [[200, { Id: "s-1", Status: "FAILED", Error: 'schema "x" does not exist' }]],
  });
  await expect(sql.run('DROP SCHEMA "x"')).rejects.toMatchObject({
    code: "warehouse_refused",
    message: 'the warehouse did not run "DROP SCHEMA "x"": schema "x" does not exist',
  });
});

test("one that does not end is given up and cancelled", async () => {
  const { sql, calls } = await scripted({
    ExecuteStatement: [started],
    DescribeStatement: [[200, { Id: "s-1", Status: "STARTED" }]],
    CancelStatement: [[200, { Status: true }]],
  });
  await expect(sql.run("VACUUM")).rejects.toThrow(/did not finish within 6\d s/);
  expect(calls.at(-1)?.operation).toBe("CancelStatement");
});

test("calls that are throttled come again with the same token, so that the statement runs once", async () => {
  const { sql, calls } = await scripted({
    ExecuteStatement: [[400, { __type: "com.amazonaws#ThrottlingException" }], [503, {}], started],
    DescribeStatement: [[200, { Id: "s-1", Status: "FINISHED", HasResultSet: false }]],
  });
  expect(await sql.run('CREATE ROLE "analyst"')).toEqual([]);
  const tokens = calls
    .filter(({ operation }) => operation === "ExecuteStatement")
    .map(({ input }) => input.ClientToken);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
});

test("what the service refuses keeps the service's code", async () => {
  const { sql } = await scripted({
    ExecuteStatement: [[400, { __type: "ValidationException", Message: "no such cluster" }]],
  });
  await expect(sql.run("SELECT 1")).rejects.toMatchObject({
    name: "ValidationException",
    message: "no such cluster",
  });
});

test("requests and the answers above have the shapes of botocore's model of the service", async (context) => {
  const { python } = await moto(context);
  expect(new Set(recorded.map(({ operation }) => operation)).size).toBe(4);
  const judge = join(import.meta.dirname, "../../../../test/lake-formation/judge_calls.py");
  const input = JSON.stringify(recorded);
  const said = execFileSync(python, [judge, "redshift-data"], { input, encoding: "utf8" });
  expect(said).toBe("");
});
