import { Match, type Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { statementsOf } from "../../test/policy-statements.ts";

let templates: ReadonlyMap<string, Template>;
let registration: Template;
beforeAll(async () => {
  templates = templatesOf(await deployedExample());
  registration = templates.get("data-lake-registration") as Template;
});

test("the registrar has no right to delete or drop, and none to grant", () => {
  const policies = statementsOf(templates).filter(({ resource }) =>
    ["registerrunPolicy", "reconcilerunsPolicy"].some((name) => resource.id.startsWith(name)),
  );
  // Network interfaces are Lambda's own business in a VPC.
  const own = policies.filter(({ Sid }) => Sid !== "NetworkInterfaces");
  const actions = own.flatMap(({ Action }) => Action);
  expect(actions).toContain("glue:CreateTable");
  const forbidden =
    /^(lakeformation|iam):|:(Batch)?(Delete(?!Message$)|Drop|Remove|Put(?!TraceSegments|TelemetryRecords|LogEvents))/;
  expect(actions.filter((action) => forbidden.test(action))).toEqual([]);
});

test("the registrar reaches the platform's databases and no other", () => {
  const glue = statementsOf(templates).filter(({ Sid }) => Sid === "TablesAndPartitions");
  const databases = ["public_data_connector_profile", "roche_salesforce_connector_profile1"];
  for (const { Resource } of glue)
    expect(Resource).toEqual([
      "arn:aws:glue:eu-west-1:111111111111:catalog",
      ...databases.map((name) => `arn:aws:glue:eu-west-1:111111111111:database/${name}`),
      ...databases.map((name) => `arn:aws:glue:eu-west-1:111111111111:table/${name}/*`),
    ]);
});

test("events of runs wait in an ordered queue, five tries each, and then in one for dead letters", () => {
  registration.hasResourceProperties("AWS::SQS::Queue", {
    QueueName: "gtm-dev-runs.fifo",
    FifoQueue: true,
    ContentBasedDeduplication: true,
    RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
    VisibilityTimeout: 360,
  });
  registration.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
    BatchSize: 1,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ScalingConfig: { MaximumConcurrency: 10 },
  });
});

test("queues and topics are encrypted by the platform's key and refuse plain HTTP", () => {
  for (const { Properties } of resourcesOf(templates, "AWS::SQS::Queue"))
    expect(JSON.stringify(Properties.KmsMasterKeyId)).toContain("OperationsKeyArn");
  const plain = statementsOf(templates).filter(({ Condition }) =>
    JSON.stringify(Condition)?.includes('"aws:SecureTransport":"false"'),
  );
  const guarded = new Set(plain.map(({ resource }) => resource.id));
  for (const type of ["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"])
    for (const { id } of resourcesOf(templates, type)) expect(guarded).toContain(id);
});

test("only rules of this platform send to its queues", () => {
  const senders = statementsOf(templates).filter(({ Sid }) => Sid === "RulesOfThePlatformSend");
  expect(senders.length).toBeGreaterThanOrEqual(3);
  for (const { Condition } of senders)
    expect(Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:events:eu-west-1:111111111111:rule/gtm-dev-*" },
    });
});

test("functions run on Node 22 by name, traced, bounded in number, with logs that are encrypted and end", () => {
  const functions = resourcesOf(templates, "AWS::Lambda::Function");
  expect(functions.length).toBeGreaterThanOrEqual(2);
  for (const { Properties } of functions) {
    expect(Properties).toMatchObject({ Runtime: "nodejs22.x", TracingConfig: { Mode: "Active" } });
    expect(Properties.ReservedConcurrentExecutions).toBeGreaterThan(0);
    expect(Properties.DeadLetterConfig).toBeDefined();
  }
  for (const { Properties } of resourcesOf(templates, "AWS::Logs::LogGroup")) {
    expect(Properties.RetentionInDays).toBe(90);
    expect(Properties.KmsKeyId).toBeDefined();
  }
});

test("rights of a function stand in one managed policy, and no construct adds an inline one", () => {
  expect(resourcesOf(templates, "AWS::IAM::Policy")).toEqual([]);
  for (const { Properties } of resourcesOf(templates, "AWS::IAM::Role"))
    expect([Properties.Policies, Properties.ManagedPolicyArns]).toEqual([undefined, undefined]);
});

test("a flow that AppFlow has turned off is told by its name, since the event's resources are opaque", () => {
  registration.hasResourceProperties("AWS::Events::Rule", {
    EventPattern: {
      source: ["aws.appflow"],
      "detail-type": ["AppFlow Scheduled Flow Deactivated", "AppFlow Event Flow Deactivated"],
      detail: { "flow-name": [{ prefix: "gtm-dev-" }] },
    },
  });
});

test("whatever a rule cannot deliver waits in a queue, and none is first in, first out, which EventBridge refuses", () => {
  const rules = resourcesOf(templates, "AWS::Events::Rule");
  expect(rules.length).toBeGreaterThanOrEqual(4);
  for (const { id, Properties } of rules)
    for (const { DeadLetterConfig } of Properties.Targets as { DeadLetterConfig?: object }[]) {
      const queue = JSON.stringify(DeadLetterConfig) ?? "";
      expect([id, queue]).toEqual([
        id,
        expect.stringMatching(/tablesdead|events-?dead|grantsdead/),
      ]);
      expect(queue).not.toContain("fifo");
    }
});

test("missed events are looked for on a schedule", () => {
  registration.hasResourceProperties("AWS::Events::Rule", {
    Name: "gtm-dev-reconcile-runs",
    ScheduleExpression: "rate(6 hours)",
  });
});

test("every alarm goes somewhere, and dead letters, late events and errors have one", () => {
  const alarms = resourcesOf(templates, "AWS::CloudWatch::Alarm");
  for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  const names = alarms.map(({ Properties }) => Properties.AlarmName);
  for (const name of [
    "runs-dead",
    "events-dead",
    "runs-late",
    "register-run-errors",
    "reconcile-runs-errors",
    "RunsFailed",
    "RecordsFailed",
    "RegistrationsFailed",
    "ReconciliationsFailed",
    "TypeConflicts",
  ])
    expect(names).toContain(`gtm-dev-${name}`);
  registration.hasResourceProperties("AWS::CloudWatch::Dashboard", {
    DashboardName: "gtm-dev-registration",
  });
});

test("a platform without flows can be deployed, to be filled later", async () => {
  const empty = templatesOf(
    await deployedExample("dev", { environment: { flows: [], access: undefined } }),
  );
  expect(resourcesOf(empty, "AWS::AppFlow::Flow")).toEqual([]);
  expect(resourcesOf(empty, "AWS::Lambda::Function").length).toBeGreaterThanOrEqual(2);
});
