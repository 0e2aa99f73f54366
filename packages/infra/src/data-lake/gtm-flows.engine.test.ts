import { join } from "node:path";
import { type Platform, readPlatform } from "@lakewright/config";
import { beforeAll, describe, expect, test } from "vitest";
import { synthFlows } from "../../test/synth-flows.ts";

// AppFlow's requirements that no offline checker looks at: patterns in the provider's schema are not anchored, and
// schedules are text. Over all flows of the example as its folder says them.

interface CfnTask {
  readonly TaskType: string;
  readonly SourceFields: readonly string[];
  readonly ConnectorOperator: Readonly<Record<string, string>>;
}

interface CfnFlowProperties {
  readonly FlowName: string;
  readonly FlowStatus: string;
  readonly Description: string;
  readonly Tasks: readonly CfnTask[];
  readonly TriggerConfig: {
    readonly TriggerType: string;
    readonly TriggerProperties?: Readonly<Record<string, unknown>>;
  };
  readonly SourceFlowConfig: { readonly ConnectorProfileName: string };
}

let platform: Platform;

beforeAll(async () => {
  const reading = await readPlatform(join(import.meta.dirname, "../../../../examples/gtm"));
  if (!reading.ok) throw new Error("the example is not valid");
  platform = reading.platform;
});

describe.each(["dev", "prod"])("the flows of %s", (name) => {
  let flows: readonly CfnFlowProperties[];

  beforeAll(() => {
    const declared = platform.environments[name]?.flows ?? [];
    flows = synthFlows(declared)
      .flatMap(({ template }) => Object.values(template.Resources ?? {}))
      .filter(({ Type }) => Type === "AWS::AppFlow::Flow")
      .map(({ Properties }) => Properties as unknown as CfnFlowProperties);
    const slices = declared.flatMap((flow) => flow.firstLoadCuts);
    expect(flows.length).toBe(declared.length + slices.length);
  });

  test("have names, descriptions and profiles in the characters that AppFlow takes", () => {
    for (const { FlowName, Description, SourceFlowConfig } of flows) {
      expect(FlowName).toMatch(/^[a-zA-Z0-9][\w!@#.-]{1,255}$/);
      expect(Description).toMatch(/^[\w!@#\-.?,\s]{0,2048}$/);
      expect(SourceFlowConfig.ConnectorProfileName).toMatch(/^[\w/!@#+=.-]{1,256}$/);
    }
  });

  test("have schedules as AppFlow spells them, and no time that depends on the day of the synth", () => {
    const schedules = flows.flatMap(({ TriggerConfig: { TriggerProperties } }) =>
      TriggerProperties ? [TriggerProperties] : [],
    );
    expect(schedules.length).toBeGreaterThan(5);
    for (const { ScheduleExpression, ScheduleStartTime, ScheduleEndTime } of schedules) {
      expect(ScheduleExpression).toMatch(
        /^rate\(\d+(minutes|hours|days|weeks|months)\)$|^cron\(\S+( \S+){5}\)$/,
      );
      expect([ScheduleStartTime, ScheduleEndTime]).toEqual([undefined, undefined]);
    }
  });

  test("are active, with one fixed API each", () => {
    for (const flow of flows) {
      expect(flow.FlowStatus).toBe("Active");
      expect(JSON.stringify(flow)).toMatch(/"DataTransferApi":"(BULKV2|REST_SYNC)"/);
      expect(JSON.stringify(flow)).not.toContain("AUTOMATIC");
    }
  });

  test("map all fields once, or project them and map each", () => {
    for (const { Tasks } of flows) {
      const all = Tasks.filter(({ TaskType }) => TaskType === "Map_all");
      const projections = Tasks.filter(({ ConnectorOperator }) =>
        Object.values(ConnectorOperator).includes("PROJECTION"),
      );
      expect(all.length + projections.length).toBe(1);
    }
  });

  test("write to prefixes without a slash at either end", () => {
    const prefixes = JSON.stringify(flows).matchAll(/"BucketPrefix":"([^"]*)"/g);
    for (const [, prefix] of prefixes) expect(prefix).toMatch(/^[^/](.*[^/])?$/);
  });
});
