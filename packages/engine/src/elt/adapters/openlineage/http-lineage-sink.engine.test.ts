import { expect, test } from "vitest";
import { lineageServer } from "../../../../test/lineage/lineage-server.ts";
import { memorySecrets } from "../../../core/adapters/memory/memory-secrets.ts";
import { buildEvent } from "../../domain/lineage-events.ts";
import { httpLineageSink } from "./http-lineage-sink.ts";

const apiKey = { from: "secret", name: "lineage" } as const;
const never = new AbortController().signal;
const run = { namespace: "small-dev", project: "small", runId: "elt-1", at: new Date(0) };
const event = buildEvent(run, "START");

const sinkTo = (url: string) =>
  httpLineageSink({ url, apiKey }, memorySecrets({ lineage: "hunter2" }));

const failureOf = async (url: string, signal = never) => {
  const error = await sinkTo(url)
    .post(event, signal)
    .then(
      () => undefined,
      (reason: Error) => reason,
    );
  return error && `${(error as Error & { code?: string }).code} ${error.message}`;
};

test("an event is posted where OpenLineage's clients post it, with the key as bearer token", async () => {
  const server = await lineageServer(201);
  await sinkTo(`${server.url}/base`).post(event, never);
  expect(server.received).toEqual([
    {
      method: "POST",
      path: "/base/api/v1/lineage",
      authorization: "Bearer hunter2",
      contentType: "application/json",
      event,
    },
  ]);
});

test("without a key none is sent", async () => {
  const server = await lineageServer(200);
  const sink = httpLineageSink({ url: server.url, apiKey: undefined }, memorySecrets({}));
  await sink.post(event, never);
  expect(server.received.map(({ authorization }) => authorization)).toEqual([undefined]);
});

test("an answer that is not ok, a server that is not there and one that is silent are told by name, never the key", async () => {
  const broken = await lineageServer(503);
  expect(await failureOf(broken.url)).toBe(
    `lineage_not_sent lineage was not sent to ${broken.url}/api/v1/lineage: it answered 503`,
  );
  const silent = await lineageServer(undefined);
  expect(await failureOf(silent.url, AbortSignal.timeout(100))).toMatch(/did not answer in time$/);
  expect(await failureOf("http://127.0.0.1:1")).toMatch(/cannot be reached \(.+\)$/);
});

test("a redirect is not followed: the key goes to the server that it is for, and to no other", async () => {
  const other = await lineageServer(200);
  const server = await lineageServer(307, { location: `${other.url}/api/v1/lineage` });
  expect(await failureOf(server.url)).toMatch(/it answered 307$/);
  expect(other.received).toEqual([]);
});
