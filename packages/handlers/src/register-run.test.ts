import { PlatformError, type RegisterPorts } from "@lakewright/engine";
import { expect, test } from "vitest";
import { registerRunHandler } from "./register-run.ts";

/** Ports that fail when they are touched: these events must be settled by their text alone. */
const untouchable = new Proxy({} as RegisterPorts, {
  get: (_, port) => {
    throw new Error(`${String(port)} was used`);
  },
});
const detail = {
  "flow-name": "gtm-dev-crm-Account",
  "execution-id": "e1",
  "start-time": "2026-01-01T00:00:00Z[UTC]",
  "end-time": "2026-01-01T00:01:00Z[UTC]",
  "destination-object": "s3://bucket/",
  status: "Execution Failed",
};

test("a failed run registers nothing", async () => {
  const handler = registerRunHandler(untouchable, []);
  await expect(handler({ detail })).resolves.toEqual({
    table: "ignored",
    partition: "none",
    conflicts: [],
  });
});

test("an event of a flow that the platform does not declare is refused, so that it is delivered again or seen", async () => {
  const handler = registerRunHandler(untouchable, []);
  const event = { detail: { ...detail, status: "Execution Successful" } };
  await expect(handler(event)).rejects.toThrow('"gtm-dev-crm-Account"');
  await expect(handler(event)).rejects.toBeInstanceOf(PlatformError);
});

test.each([undefined, {}, { detail: {} }])("%j is no event", async (event) => {
  await expect(registerRunHandler(untouchable, [])(event)).rejects.toThrow("end-of-run event");
});
