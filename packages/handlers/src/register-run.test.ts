import type { Manifest } from "@lakewright/config";
import type { RegisterPorts } from "@lakewright/engine";
import { expect, test } from "vitest";
import { registerRunHandler } from "./register-run.ts";

/** Ports that fail when they are touched: these events must be settled by their text alone. */
const untouchable = new Proxy({} as RegisterPorts, {
  get: (_, port) => {
    throw new Error(`${String(port)} was used`);
  },
});
const manifest = {
  platform: "gtm",
  environment: { standsFor: "dev", flows: [] },
} as unknown as Manifest;
const detail = {
  "flow-name": "gtm-dev-crm-Account",
  "execution-id": "e1",
  "start-time": "2026-01-01T00:00:00Z[UTC]",
  "end-time": "2026-01-01T00:01:00Z[UTC]",
  "destination-object": "s3://bucket/",
  status: "Execution Failed",
};

/** The handler's answer to these bodies, and the lines that it writes. */
async function handled(...bodies: readonly string[]) {
  const lines: Record<string, unknown>[] = [];
  const handler = registerRunHandler(untouchable, manifest, (line) => lines.push(JSON.parse(line)));
  const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
  const { batchItemFailures } = await handler({ Records });
  return { lines, again: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

const failed = JSON.stringify({ detail });
const unknown = JSON.stringify({ detail: { ...detail, status: "Execution Successful" } });

test("a failed run registers nothing and is counted for the alarm", async () => {
  const { lines, again } = await handled(failed);
  expect(again).toEqual([]);
  expect(lines).toMatchObject([{ message: "run failed", table: "ignored", RunsFailed: 1 }]);
  expect(lines[0]).not.toHaveProperty("RunsRegistered");
});

test("records that a run could not bring are counted, though the run is a success or not", async () => {
  const { lines } = await handled(
    JSON.stringify({ detail: { ...detail, "num-of-record-failures": "7" } }),
  );
  expect(lines).toMatchObject([{ RecordsFailed: 7 }]);
});

test("an event of a flow that the platform does not declare comes again, and says why", async () => {
  const { lines, again } = await handled(unknown);
  expect(again).toEqual(["m0"]);
  expect(lines).toMatchObject([
    {
      error: expect.stringContaining('"gtm-dev-crm-Account"'),
      code: "unknown_name",
      RegistrationsFailed: 1,
      messageId: "m0",
    },
  ]);
});

test("what follows a failure in a batch comes again with it, untouched: order is kept", async () => {
  const { lines, again } = await handled(failed, unknown, failed);
  expect(again).toEqual(["m1", "m2"]);
  expect(lines).toHaveLength(2);
});

test.each(["", "{}", '{"detail":{}}'])("%j is no event: it comes again", async (body) => {
  const { lines, again } = await handled(body);
  expect(again).toEqual(["m0"]);
  expect(lines).toMatchObject([{ RegistrationsFailed: 1, body }]);
});
