import { expect, test } from "vitest";
import { endOfRunEvent, parseEndOfRunEvent } from "./end-of-run-event.ts";

/** The shape of a recorded event: text numbers, `[UTC]`, no flow name in the destination, a slash at its end. */
const recorded = {
  version: "0",
  id: "d9c5c6f1-0000-4000-8000-000000000001",
  "detail-type": "AppFlow End Flow Run Report",
  source: "aws.appflow",
  account: "111122223333",
  time: "2021-08-24T09:02:54Z",
  region: "eu-west-1",
  resources: ["0123456789abcdef0123456789abcdef"],
  detail: {
    "flow-name": "crm-dev-profile-Account",
    "source-object": "Account",
    "destination-object": "s3://bucket/prefix/",
    "num-of-records-processed": "42",
    "execution-id": "8f2b5c1e-1111-4222-8333-444455556666",
    "start-time": "2021-08-24T23:59:47.643Z[UTC]",
    "end-time": "2021-08-25T00:00:54.112Z[UTC]",
    status: "Execution Successful",
  },
};

test("a recorded event is understood: text numbers, [UTC], absent counts, a slash at the end", () => {
  expect(parseEndOfRunEvent(recorded)).toEqual({
    flow: "crm-dev-profile-Account",
    executionId: "8f2b5c1e-1111-4222-8333-444455556666",
    succeeded: true,
    startedAt: new Date("2021-08-24T23:59:47.643Z"),
    endedAt: new Date("2021-08-25T00:00:54.112Z"),
    rows: 42,
    failedRows: 0,
    destination: "s3://bucket/prefix",
  });
});

test("an event made here reads back as the run it tells of", () => {
  const run = {
    flow: "f-one",
    executionId: "8f2b5c1e-1111-4222-8333-444455556666",
    succeeded: true,
    startedAt: new Date("2026-01-01T00:00:00.000Z"),
    endedAt: new Date("2026-01-01T00:01:00.000Z"),
    rows: 7,
    failedRows: 0,
    destination: "s3://b/p",
  };
  const parts = {
    account: "000000000000",
    region: "local",
    object: "Account",
    scheduled: true,
    bytes: 9,
  };
  const event = endOfRunEvent({ ...run, ...parts });
  expect(parseEndOfRunEvent(event)).toEqual(run);
  expect(event.detail["num-of-records-processed"]).toBe("7");
  expect(event.detail["destination-object"]).not.toContain("f-one");
});

test.each([
  ["execution-id", ""],
  ["start-time", "yesterday"],
  ["num-of-records-processed", "many"],
  ["status", undefined],
])("an event with %s = %j is refused, naming the key", (key, value) => {
  const event = { ...recorded, detail: { ...recorded.detail, [key]: value } };
  expect(() => parseEndOfRunEvent(event)).toThrow(`"${key}"`);
});

test.each([undefined, null, 7, "text", {}, { detail: null }])("%j is no event", (event) => {
  expect(() => parseEndOfRunEvent(event)).toThrow('"detail"');
});
