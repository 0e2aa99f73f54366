import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** An execution as `DescribeFlowExecutionRecords` lists it; times are seconds since 1970, as the protocol has them. */
export interface ExecutionJson {
  readonly executionId: string;
  readonly executionStatus: "InProgress" | "Successful" | "Error" | "CancelStarted" | "Canceled";
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly executionResult?: {
    readonly recordsProcessed: number;
    readonly bytesProcessed?: number;
    readonly bytesWritten?: number;
    readonly errorInfo?: { readonly putFailuresCount: number; readonly executionMessage?: string };
  };
}

/** Contents of the server; tests may change them while it serves. */
export interface AppFlowState {
  /** Fields of each entity: API name → type in Salesforce's spelling, with a label. */
  entities: Record<string, readonly { name: string; label?: string; type?: string }[]>;
  /** Executions of each flow, in the order in which they are given. */
  executions: Record<string, readonly ExecutionJson[]>;
  /** Exceptions that the next calls answer, one each. */
  failures: string[];
  /** Exceptions that every call for these flows answers. */
  failingFlows: Record<string, string>;
  /** Paths of the calls that came. */
  readonly calls: string[];
}

/**
 * The two describe calls of AppFlow that moto does not have, for one test. `appflow-server.engine.test.ts` holds its
 * answers against the API model of botocore.
 */
export async function startAppFlow(state: Partial<AppFlowState> = {}) {
  const known: AppFlowState = {
    entities: {},
    executions: {},
    failures: [],
    failingFlows: {},
    calls: [],
    ...state,
  };
  const server = createServer((request, response) => void answer(known, request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, state: known };
}

type Reply = { readonly status: number; readonly json: unknown; readonly error?: string };

async function answer(state: AppFlowState, request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? "";
  const asked = JSON.parse(await text(request)) as Record<string, unknown>;
  state.calls.push(path);
  const failure = state.failingFlows[String(asked.flowName)] ?? state.failures.shift();
  const { status, json, error } = failure ? failed(failure) : replyTo(state, path, asked);
  const headers = {
    "content-type": "application/json",
    ...(error && { "x-amzn-errortype": error }),
  };
  response.writeHead(status, headers).end(JSON.stringify(json));
}

function replyTo(state: AppFlowState, path: string, asked: Record<string, unknown>): Reply {
  if (path === "/describe-connector-entity") return describeEntity(state, asked);
  if (path === "/describe-flow-execution-records") return describeExecutions(state, asked);
  return failed("UnsupportedOperationException");
}

function describeEntity(
  { entities }: AppFlowState,
  { connectorEntityName }: Record<string, unknown>,
) {
  const fields = entities[String(connectorEntityName)];
  if (!fields) return failed("ResourceNotFoundException");
  const connectorEntityFields = fields.map(({ name, label, type }) => ({
    identifier: name,
    ...(label === undefined ? {} : { label }),
    isPrimaryKey: name === "Id",
    ...(type && { supportedFieldTypeDetails: { v1: { fieldType: type, filterOperators: [] } } }),
    sourceProperties: { isRetrievable: true, isQueryable: true },
  }));
  return { status: 200, json: { connectorEntityFields } };
}

function describeExecutions({ executions }: AppFlowState, asked: Record<string, unknown>): Reply {
  const known = executions[String(asked.flowName)];
  if (!known) return failed("ResourceNotFoundException");
  const start = Number(asked.nextToken ?? 0);
  const end = start + Number(asked.maxResults ?? 20);
  const nextToken = end < known.length ? { nextToken: String(end) } : {};
  return { status: 200, json: { flowExecutions: known.slice(start, end), ...nextToken } };
}

function failed(error: string): Reply {
  const status =
    error === "InternalServerException" ? 500 : error === "ThrottlingException" ? 429 : 400;
  return { status, error, json: { message: error } };
}
