import { expect, test } from "vitest";
import { anyEnvironment, anyFlow } from "../../../test/any-flow.ts";
import { destinationOf, executionFolder, loadDateOf, partitionLocation } from "./raw-layout.ts";

const startedAt = new Date("2026-03-01T23:59:59.900Z");
const flow = anyFlow({ prefix: "crm/raw" });
const run = { destination: "s3://b", flow: flow.name, startedAt, executionId: "e1" };

test("a run's folder is AppFlow's: prefix, flow name, UTC day of the start, execution id", () => {
  const destination = destinationOf(anyEnvironment([flow]), flow);
  expect(executionFolder({ ...run, destination })).toBe(
    "s3://gtm-dev-raw-000000000000-local/crm/raw/gtm-dev-crm-Account/2026/03/01/e1/",
  );
  expect(loadDateOf(startedAt)).toBe("20260301");
});

test("a partition points to the day for increments and to the run for full loads", () => {
  expect(partitionLocation(flow, run)).toMatch(/\/2026\/03\/01\/$/);
  expect(partitionLocation({ incremental: false }, run)).toMatch(/\/01\/e1\/$/);
});

test("without a prefix the flow stands at the root of the bucket", () => {
  const plain = anyFlow();
  expect(destinationOf(anyEnvironment([plain]), plain)).toBe("s3://gtm-dev-raw-000000000000-local");
});
