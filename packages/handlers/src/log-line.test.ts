import type { Manifest } from "@lakewright/config";
import { PlatformError } from "@lakewright/engine";
import { expect, test } from "vitest";
import { errorFields, logLine } from "./log-line.ts";

const manifest = { platform: "gtm", environment: { standsFor: "dev" } } as unknown as Manifest;

test("counts become metrics of the platform and environment, in CloudWatch's embedded format", () => {
  const line = JSON.parse(logLine(manifest, { flow: "f" }, { RunsFailed: 2, TypeConflicts: 0 }));
  expect(line).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: "Lakewright",
          Dimensions: [["Platform", "Environment"]],
          Metrics: [{ Name: "RunsFailed", Unit: "Count" }],
        },
      ],
    },
    Platform: "gtm",
    Environment: "dev",
    flow: "f",
    RunsFailed: 2,
  });
});

test("a line that counts nothing is no metric", () => {
  expect(JSON.parse(logLine(manifest, { flow: "f" }))).toEqual({
    Platform: "gtm",
    Environment: "dev",
    flow: "f",
  });
});

test("a failure that the user can act on says what next; any other keeps its stack", () => {
  expect(errorFields(new PlatformError("flow_busy", "it changes", "wait"))).toEqual({
    error: "it changes",
    code: "flow_busy",
    hint: "wait",
  });
  expect(errorFields(new TypeError("a bug"))).toMatchObject({
    error: "a bug",
    name: "TypeError",
    stack: expect.stringContaining("log-line.test"),
  });
});
