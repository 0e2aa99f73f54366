import type { Flow } from "@lakewright/config";
import type { CfnFlow } from "aws-cdk-lib/aws-appflow";
import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-deployed.ts";
import { triggerOf } from "./flow-trigger.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

function scheduled(parts: Partial<Flow> = {}) {
  const { triggerType, triggerProperties } = triggerOf(anyFlow(parts));
  expect(triggerType).toBe("Scheduled");
  return triggerProperties as CfnFlow.ScheduledTriggerPropertiesProperty;
}

test("a flow without a schedule runs on demand", () => {
  expect(triggerOf(anyFlow({ schedule: undefined }))).toEqual({ triggerType: "OnDemand" });
});

test("the expression is in AppFlow's spelling, not in EventBridge's", () => {
  expect(scheduled().scheduleExpression).toBe("rate(1days)");
});

test("one scheduled flow does the full load, which AppFlow alone would limit to 30 days", () => {
  expect(scheduled()).toMatchObject({ dataPullMode: "Incremental", firstExecutionFrom: 86_400 });
});

test("a first load from a day begins there, in whole epoch seconds", () => {
  expect(scheduled({ firstLoad: day("2024-01-31") }).firstExecutionFrom).toBe(1_706_659_200);
});

test("after a first load in slices the scheduled flow begins at the last cut", () => {
  const firstLoadCuts = [day("2020-01-01"), day("2024-01-01")];
  expect(scheduled({ firstLoadCuts }).firstExecutionFrom).toBe(1_704_067_200);
});

test("a flow that is not incremental reads everything, each run", () => {
  const properties = scheduled({ incremental: false, overlapSeconds: 900 });
  expect(properties.dataPullMode).toBe("Complete");
  expect(properties).not.toHaveProperty("firstExecutionFrom");
  expect(properties).not.toHaveProperty("scheduleOffset");
});

test("an overlap becomes a schedule offset, and none becomes none", () => {
  expect(scheduled({ overlapSeconds: 900 }).scheduleOffset).toBe(900);
  expect(scheduled()).not.toHaveProperty("scheduleOffset");
});

test("nothing is ever sent twice on the way out: increments only", () => {
  const properties = scheduled({ direction: "out" });
  expect(properties.dataPullMode).toBe("Incremental");
  expect(properties).not.toHaveProperty("firstExecutionFrom");
});

test("no start time, which would be in the past at the next update, and no time zone, which is a label", () => {
  expect(Object.keys(scheduled({ overlapSeconds: 1 })).sort()).toEqual([
    "dataPullMode",
    "firstExecutionFrom",
    "flowErrorDeactivationThreshold",
    "scheduleExpression",
    "scheduleOffset",
  ]);
});

test("a flow is turned off as late as AppFlow allows", () => {
  expect(scheduled().flowErrorDeactivationThreshold).toBe(100);
});
