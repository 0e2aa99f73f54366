import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, expect, test } from "vitest";
import { deployedExample, resourcesOf, templatesOf } from "../../test/deployed-example.ts";
import { governedWarehouse } from "../../test/governed-warehouse.ts";
import { statementsOf } from "../../test/policy-statements.ts";
import { sleepingWarehouse } from "../../test/sleeping-warehouse.ts";

type Templates = ReadonlyMap<string, Template>;
let serverless: Templates;
let sleeping: Templates;
beforeAll(async () => {
  const governed = await governedWarehouse();
  serverless = templatesOf(await deployedExample("dev", { environment: governed }));
  if (!governed.warehouse) throw new Error("the example has no warehouse.yaml");
  const environment = { warehouse: sleepingWarehouse(governed.warehouse) };
  sleeping = templatesOf(await deployedExample("dev", { environment }));
});
const alarmsOf = (templates: Templates) =>
  resourcesOf(templates, "AWS::CloudWatch::Alarm").map(({ Properties }) => Properties.AlarmName);

test("the load balancer is internal, in the warehouse's subnets, across zones, and not deleted by mistake", () => {
  const [balancer] = resourcesOf(serverless, "AWS::ElasticLoadBalancingV2::LoadBalancer");
  expect(balancer?.Properties).toMatchObject({
    Type: "network",
    Scheme: "internal",
    Subnets: ["subnet-1111111a", "subnet-1111111b", "subnet-1111111c"],
    LoadBalancerAttributes: [
      { Key: "deletion_protection.enabled", Value: "true" },
      { Key: "load_balancing.cross_zone.enabled", Value: "true" },
    ],
  });
});

test("TLS passes through to addresses on the warehouse's port, which TCP finds healthy", () => {
  const [listener] = resourcesOf(serverless, "AWS::ElasticLoadBalancingV2::Listener");
  expect(listener?.Properties).toMatchObject({ Port: 5440, Protocol: "TCP" });
  const [targets] = resourcesOf(serverless, "AWS::ElasticLoadBalancingV2::TargetGroup");
  expect(targets?.Properties).toMatchObject({
    Port: 5440,
    Protocol: "TCP",
    TargetType: "ip",
    HealthCheckProtocol: "TCP",
    VpcId: "vpc-11111111",
  });
  // Whatever CloudFormation registers it would also take out again.
  expect(targets?.Properties).not.toHaveProperty("Targets");
});

test("clients reach it and the warehouse is reached from it, on one port, and it reaches nothing else", () => {
  const own = resourcesOf(serverless).filter(({ stack }) => /load-balancer$/.test(stack));
  const group = own.find(({ Type }) => Type === "AWS::EC2::SecurityGroup");
  expect(group?.Properties.SecurityGroupEgress).toEqual([
    expect.objectContaining({ FromPort: 5440, ToPort: 5440, IpProtocol: "tcp" }),
  ]);
  expect(JSON.stringify(group?.Properties.SecurityGroupEgress)).toContain(
    "gtm-dev-data-warehouse-cluster",
  );
  const into = own.filter(({ Type }) => Type === "AWS::EC2::SecurityGroupIngress");
  const here = { "Fn::GetAtt": [group?.id, "GroupId"] };
  expect(into.map(({ Properties }) => Properties.SourceSecurityGroupId)).toEqual([
    here,
    "sg-11111111",
  ]);
  for (const { Properties } of into)
    expect([Properties.FromPort, Properties.ToPort]).toEqual([5440, 5440]);
});

test("its targets are looked at every two minutes and at every event of Redshift, for this target group", () => {
  const [targets] = resourcesOf(serverless, "AWS::ElasticLoadBalancingV2::TargetGroup");
  const rules = resourcesOf(serverless, "AWS::Events::Rule").filter(
    ({ stack }) => stack === "data-warehouse-load-balancer",
  );
  expect(
    rules.map(({ Properties }) => Properties.ScheduleExpression ?? Properties.EventPattern),
  ).toEqual(["rate(2 minutes)", { source: ["aws.redshift", "aws.redshift-serverless"] }]);
  for (const { Properties } of rules)
    expect(JSON.stringify(Properties.Targets)).toContain(`{"Ref":"${targets?.id}"}`);
});

test("the function that does it changes no other target group and asks for no other warehouse", () => {
  const named = (templates: Templates, sid: string) =>
    statementsOf(templates).find(({ Sid }) => Sid === sid);
  const [targets] = resourcesOf(serverless, "AWS::ElasticLoadBalancingV2::TargetGroup");
  expect(named(serverless, "OwnTargets")?.Resource).toEqual([{ Ref: targets?.id }]);
  expect(named(serverless, "WhereTheWarehouseIs")?.Action).toEqual([
    "redshift-serverless:GetWorkgroup",
  ]);
  expect(named(sleeping, "WhereTheWarehouseIs")).toMatchObject({
    Action: ["redshift:DescribeClusters"],
    Resource: ["arn:aws:redshift:eu-west-1:111111111111:cluster:gtm-dev-warehouse"],
  });
});

test("a warehouse that nobody reaches is an alarm, unless it may sleep", () => {
  expect(alarmsOf(serverless)).toEqual(
    expect.arrayContaining(["gtm-dev-warehouse-unreachable", "gtm-dev-warehouse-targets-errors"]),
  );
  expect(alarmsOf(sleeping)).not.toContain("gtm-dev-warehouse-unreachable");
  expect(alarmsOf(sleeping)).toContain("gtm-dev-warehouse-targets-errors");
});

test("a folder that asks for none has none", async () => {
  const without = templatesOf(await deployedExample("dev"));
  expect(without.has("data-warehouse-load-balancer")).toBe(false);
});
