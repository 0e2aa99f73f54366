import { type Flow, withCompanions } from "@lakewright/config";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { anyDeployed, anyFlow } from "../../test/any-deployed.ts";
import { synthFlows } from "../../test/synth-flows.ts";
import { findLimits } from "../limits/check-limits.ts";
import type { TemplateResource } from "../limits/template.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

/** Flows by name, with their logical ids, over all stacks. */
function flowsIn(stacks: ReturnType<typeof synthFlows>) {
  const found = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {})
      .filter(([, { Type }]) => Type === "AWS::AppFlow::Flow")
      .map(([id, resource]) => ({ stack: name, id, resource: resource as FlowResource })),
  );
  return new Map(found.map((each) => [each.resource.Properties.FlowName, each]));
}

interface FlowResource extends TemplateResource {
  readonly Properties: Readonly<Record<string, unknown>> & { readonly FlowName: string };
  readonly DependsOn?: readonly string[];
}

/** Template of the only stack that holds flows. */
function oneStack(...flows: Flow[]): Template {
  const pinnedFlows = Object.fromEntries(flows.map(({ name }) => [name, 7]));
  const stacks = synthFlows(flows, { deployment: { pinnedFlows } });
  return Template.fromJSON(stacks[7]?.template as object);
}

describe("a flow in the template", () => {
  test("is active, for a scheduled flow without a status stays a draft that never runs", () => {
    oneStack(anyFlow()).hasResourceProperties("AWS::AppFlow::Flow", {
      FlowStatus: "Active",
      TriggerConfig: { TriggerType: "Scheduled" },
    });
  });

  test("can be suspended by the folder", () => {
    oneStack(anyFlow({ status: "suspended" })).hasResourceProperties("AWS::AppFlow::Flow", {
      FlowStatus: "Suspended",
    });
  });

  test("on demand is active whatever the folder says: AppFlow suspends nothing that has no schedule", () => {
    const flow = anyFlow({ status: "suspended", schedule: undefined });
    oneStack(flow).hasResourceProperties("AWS::AppFlow::Flow", { FlowStatus: "Active" });
  });

  test("encrypts with the lake's key and carries the platform's tags", () => {
    oneStack(anyFlow()).hasResourceProperties("AWS::AppFlow::Flow", {
      KMSArn: {
        "Fn::GetStackOutput": { StackName: "gtm-dev-core-foundation", OutputName: "DataKeyArn" },
      },
      Tags: Match.arrayWith([{ Key: "lakewright:platform", Value: "gtm" }]),
    });
  });

  test("leaves the catalog to the registrar, AppFlow's own names of tables change with each run", () => {
    oneStack(anyFlow()).hasResourceProperties("AWS::AppFlow::Flow", {
      MetadataCatalogConfig: Match.absent(),
    });
  });

  test("describes itself in the characters that AppFlow takes", () => {
    const template = oneStack(
      anyFlow({ source: "sapodata", object: "/sap/opu/odata/(sales)", name: "gtm-dev-crm-sap" }),
    );
    const [flow] = Object.values(template.findResources("AWS::AppFlow::Flow"));
    expect(flow?.Properties.Description).toMatch(/^[\w!@#\-.?,\s]{1,2048}$/);
  });

  test("of a companion reads all records by its own schedule, beside the flow that it belongs to", () => {
    const daily = { kind: "rate", value: 1, unit: "days", expression: "rate(1days)" } as const;
    const flow = anyFlow({ excludeFields: ["Fax"], refresh: daily });
    const { flows } = withCompanions({ ...anyDeployed([flow]).environment, name: "dev" });
    const pinnedFlows = { [flow.name]: 7 };
    const template = Template.fromJSON(
      synthFlows(flows, { deployment: { pinnedFlows } })[7]?.template as object,
    );
    template.resourceCountIs("AWS::AppFlow::Flow", 2);
    template.hasResourceProperties("AWS::AppFlow::Flow", {
      FlowName: "gtm-dev-crm-Account-refresh",
      Description:
        "Reads all records again for fields that change without a stamp. Account over crm",
      SourceFlowConfig: { IncrementalPullConfig: Match.absent() },
      Tasks: [
        {
          TaskType: "Map_all",
          TaskProperties: [{ Key: "EXCLUDE_SOURCE_FIELDS_LIST", Value: '["Fax"]' }],
        },
      ],
      TriggerConfig: {
        TriggerType: "Scheduled",
        TriggerProperties: { DataPullMode: "Complete", ScheduleExpression: "rate(1days)" },
      },
    });
    template.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        detail: { "flow-name": ["gtm-dev-crm-Account", "gtm-dev-crm-Account-refresh"] },
      },
    });
  });

  test("takes keys as CloudFormation spells them", () => {
    oneStack(anyFlow({ excludeFields: ["Fax"], prefix: "reference" })).hasResourceProperties(
      "AWS::AppFlow::Flow",
      {
        SourceFlowConfig: {
          ConnectorType: "Salesforce",
          SourceConnectorProperties: { Salesforce: { DataTransferApi: "BULKV2" } },
        },
        DestinationFlowConfigList: [
          {
            ConnectorType: "S3",
            DestinationConnectorProperties: {
              S3: {
                BucketPrefix: "reference",
                S3OutputFormatConfig: { FileType: "PARQUET", PreserveSourceDataTyping: true },
              },
            },
          },
        ],
        Tasks: [
          {
            TaskType: "Map_all",
            SourceFields: [],
            ConnectorOperator: { Salesforce: "NO_OP" },
            TaskProperties: [{ Key: "EXCLUDE_SOURCE_FIELDS_LIST", Value: '["Fax"]' }],
          },
        ],
      },
    );
  });

  test("on the way out has the operators of its source and one external id", () => {
    oneStack(anyFlow({ direction: "out", upsertField: "Key__c" })).hasResourceProperties(
      "AWS::AppFlow::Flow",
      {
        Tasks: [
          { TaskType: "Map_all", ConnectorOperator: { S3: "NO_OP", Salesforce: Match.absent() } },
        ],
        DestinationFlowConfigList: [
          {
            ConnectorType: "Salesforce",
            DestinationConnectorProperties: {
              Salesforce: {
                WriteOperationType: "UPSERT",
                IdFieldNames: ["Key__c"],
                ErrorHandlingConfig: { FailOnFirstError: false },
              },
            },
          },
        ],
      },
    );
  });
});

describe("a first load in slices", () => {
  const cut = anyFlow({ firstLoadCuts: [day("2020-01-01"), day("2022-07-01")] });
  const flows = flowsIn(synthFlows([cut]));
  const propertiesOf = (name: string): Readonly<Record<string, unknown>> =>
    flows.get(name)?.resource.Properties ?? {};

  test("is one on-demand flow a slice, beside the scheduled flow and in its stack", () => {
    expect([...flows.keys()].sort()).toEqual([
      cut.name,
      `${cut.name}-first-1`,
      `${cut.name}-first-2`,
    ]);
    expect(new Set([...flows.values()].map(({ stack }) => stack)).size).toBe(1);
    for (const number of [1, 2])
      expect(propertiesOf(`${cut.name}-first-${number}`)).toMatchObject({
        FlowStatus: "Active",
        TriggerConfig: { TriggerType: "OnDemand" },
        Description: expect.stringContaining("First load until 202"),
      });
  });

  test("pulls no increments: a slice reads once, by the day of creation", () => {
    const { SourceFlowConfig, Tasks } = propertiesOf(`${cut.name}-first-1`);
    expect(SourceFlowConfig).not.toHaveProperty("IncrementalPullConfig");
    expect(Tasks).toMatchObject([
      { TaskType: "Map_all" },
      { TaskType: "Filter", SourceFields: ["CreatedDate"] },
    ]);
  });

  test("tells the registrar of its runs, too", () => {
    const { template } = synthFlows([cut]).find(({ text }) => text.includes(cut.name)) ?? {};
    Template.fromJSON(template as object).hasResourceProperties("AWS::Events::Rule", {
      EventPattern: { detail: { "flow-name": [...flows.keys()].sort() } },
    });
  });
});

describe("ends of runs", () => {
  test("go to the registrar's queue, one at a time for each stack", () => {
    oneStack(anyFlow()).hasResourceProperties("AWS::Events::Rule", {
      Name: "gtm-dev-runs-flows-07-1",
      EventPattern: {
        source: ["aws.appflow"],
        "detail-type": ["AppFlow End Flow Run Report"],
        detail: { "flow-name": ["gtm-dev-crm-Account"] },
        resources: Match.absent(),
      },
      Targets: [
        {
          Arn: "arn:aws:sqs:eu-west-1:111111111111:gtm-dev-runs.fifo",
          SqsParameters: { MessageGroupId: "flows-07" },
          DeadLetterConfig: { Arn: "arn:aws:sqs:eu-west-1:111111111111:gtm-dev-events-dead" },
        },
      ],
    });
  });

  test("of flows that write back are sent too, so that records which Salesforce refused are seen", () => {
    oneStack(anyFlow({ direction: "out" })).hasResourceProperties("AWS::Events::Rule", {
      EventPattern: { detail: { "flow-name": ["gtm-dev-crm-Account-out"] } },
    });
  });

  test("are matched by several rules where one would be too long for EventBridge", () => {
    const flows = Array.from({ length: 60 }, (_, i) =>
      anyFlow({ object: `Long_Object_Name_${i}__c` }),
    );
    const template = oneStack(...flows);
    const rules = Object.values(template.findResources("AWS::Events::Rule"));
    expect(rules.length).toBe(2);
    for (const { Properties } of rules)
      expect(JSON.stringify(Properties.EventPattern).length).toBeLessThanOrEqual(2048);
  });
});

describe("stacks", () => {
  const flows = Array.from({ length: 40 }, (_, i) => anyFlow({ object: `Object_${i}__c` }));

  test("are all there without any flow, for a stack that is left out keeps its flows running", () => {
    const stacks = synthFlows([]);
    expect(stacks.length).toBe(32);
    for (const { template } of stacks)
      expect(Object.values(template.Resources ?? {}).map(({ Type }) => Type)).toEqual([
        "AWS::CloudFormation::WaitConditionHandle",
      ]);
  });

  test("do not depend on the order in which flows are listed", () => {
    const texts = (listed: readonly Flow[]) => synthFlows(listed).map(({ text }) => text);
    expect(texts([...flows].reverse())).toEqual(texts(flows));
  });

  test("keep every logical id when a flow is added or leaves", () => {
    const before = flowsIn(synthFlows(flows));
    const after = flowsIn(synthFlows([anyFlow({ object: "New__c" }), ...flows.slice(1)]));
    for (const [name, { id, stack }] of after)
      if (before.has(name)) expect(before.get(name)).toMatchObject({ id, stack });
  });

  test("keep apart objects that differ only in punctuation", () => {
    const names = ["A_b", "Ab", "A__b", "A.b"];
    const ids = [...flowsIn(synthFlows(names.map((object) => anyFlow({ object })))).values()];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(names.length);
  });

  test("make at most four flows at a time, in an order of names without a circle", () => {
    const template = oneStack(...flows);
    const made = template.findResources("AWS::AppFlow::Flow") as Record<string, FlowResource>;
    const first = Object.values(made).filter(({ DependsOn = [] }) => DependsOn.length === 0);
    expect(first.length).toBe(4);
    for (const { DependsOn = [], Properties } of Object.values(made)) {
      expect(DependsOn.length).toBeLessThanOrEqual(1);
      for (const id of DependsOn)
        expect((made[id]?.Properties.FlowName ?? "~") < Properties.FlowName).toBe(true);
    }
  });

  test("of 1,000 flows stay within every limit but the quota of flows, and grow with the flows alone", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => anyFlow({ object: `Object_${i}__c` }));
    const measure = (count: number) => {
      const stacks = synthFlows(many(count));
      const findings = findLimits(stacks.map((stack) => ({ ...stack, bytes: stack.text.length })));
      const bytes = stacks.reduce((sum, { text }) => sum + text.length, 0);
      return { bytes, codes: findings.map(({ code }) => code), flows: flowsIn(stacks).size };
    };
    const [none, half, all] = [measure(0), measure(500), measure(1000)];
    expect(all.flows).toBe(1000);
    expect(new Set(all.codes)).toEqual(new Set(["LW3111"]));
    const growth = (all.bytes - half.bytes) / (half.bytes - none.bytes);
    expect(growth).toBeGreaterThan(0.9);
    expect(growth).toBeLessThan(1.1);
  });

  test("are the same bytes each time, wherever the folder is", () => {
    const texts = (folder: string) =>
      synthFlows(
        flows.map((flow) => ({ ...flow, at: { ...flow.at, file: `${folder}/appflow.yaml` } })),
        { folder },
      ).map(({ text }) => text);
    expect(texts("/one")).toEqual(texts("/somewhere/else"));
  });
});
