import { expect, test } from "vitest";
import { problemsIn, type Texts, validTexts } from "../../../test/check-texts.ts";
import { andConnection, inPlatform } from "../../../test/rule-cases.ts";

const { platform, appflow } = validTexts;

function manyObjects(count: number): Texts {
  const objects = Array.from({ length: count }, (_, i) => `        - name: Object_${i}__c\n`);
  return { appflow: appflow.replace("        - name: Account\n", objects.join("")) };
}

test("the quota of flows is warned of from 80 % on, for each account", () => {
  expect(problemsIn(manyObjects(799))).toEqual([]);
  expect(problemsIn(manyObjects(800))).toEqual([
    "platform.yaml:5:5  LW1602  warning: account 111111111111 in eu-west-1 would hold 800 flows, AppFlow's quota is 1000",
    "platform.yaml:6:5  LW1602  warning: account 222222222222 in eu-west-1 would hold 800 flows, AppFlow's quota is 1000",
  ]);
});

test("parts of first loads count as flows", () => {
  const cuts = Array.from({ length: 50 }, (_, i) => `${1970 + i}-01-01`).join(", ");
  const objects = Array.from({ length: 16 }, (_, i) => `        - name: Object_${i}__c\n`);
  const keys = `      incremental_load: 1
      schedule_expression: rate(1 day)
      first_load_cuts: [${cuts}]
      objects:\n`;
  const start = appflow.slice(0, appflow.indexOf("      objects:"));
  expect(problemsIn({ appflow: start + keys + objects.join("") })).toEqual([
    expect.stringContaining(
      "LW1602  warning: account 111111111111 in eu-west-1 would hold 816 flows (800 of them for parts of first loads), AppFlow's quota is 1000",
    ),
    expect.stringContaining("platform.yaml:6:5  LW1602"),
  ]);
});

test("companions of flows that are refreshed count as flows", () => {
  const objects = Array.from({ length: 400 }, (_, i) => `        - name: Object_${i}__c\n`);
  const start = appflow.slice(0, appflow.indexOf("      objects:"));
  const keys = `      incremental_load: 1
      schedule_expression: rate(1 day)
      refresh: daily
      objects:\n`;
  expect(problemsIn({ appflow: start + keys + objects.join("") })).toEqual([
    expect.stringContaining(
      "LW1602  warning: account 111111111111 in eu-west-1 would hold 800 flows (400 of them for refreshes), AppFlow's quota is 1000",
    ),
    expect.stringContaining("platform.yaml:6:5  LW1602"),
  ]);
});

test("rules of EventBridge are forecast by the quota of the region", () => {
  const names = Array.from({ length: 780 }, (_, i) => `        - name: ${"N".repeat(90)}${i}__c\n`);
  const texts = { appflow: appflow.replace("        - name: Account\n", names.join("")) };
  expect(problemsIn(texts)).toEqual([]);
  const south = { ...texts, platform: platform.replaceAll("eu-west-1", "eu-south-1") };
  expect(problemsIn(south)).toEqual([
    "platform.yaml:5:5  LW1606  warning: account 111111111111 in eu-south-1 would hold up to 80 rules of EventBridge, the quota is 100\n  hint: the quota can be raised",
    expect.stringContaining("platform.yaml:6:5  LW1606"),
  ]);
});

test("rules for flows that write back are forecast as well: the registrar hears of their ends", () => {
  const keys = "source: s3, destination: salesforce, s3_prefix: scores";
  const names = Array.from(
    { length: 780 },
    (_, i) => `        - { name: ${"N".repeat(90)}${i}__c, ${keys} }\n`,
  );
  expect(
    problemsIn({
      appflow: appflow.replace("        - name: Account\n", names.join("")),
      platform: platform.replaceAll("eu-west-1", "eu-south-1"),
    }),
  ).toEqual([
    expect.stringMatching(/LW1606 .* would hold up to 8\d rules of EventBridge, the quota is 100/),
    expect.stringContaining("LW1606"),
  ]);
});

test("environments that share an account share its quota of flows", () => {
  const texts = { ...manyObjects(501), ...inPlatform("222222222222", "111111111111") };
  expect(problemsIn(texts)).toEqual([
    "platform.yaml:5:5  LW1601  account 111111111111 in eu-west-1 would hold 1002 flows, AppFlow's quota is 1000\n  hint: spread the environments over accounts",
  ]);
});

test("the quota of connector profiles is warned of from 80 % on", () => {
  const lines = Array.from({ length: 79 }, (_, i) => `s${i}: { kind: slack }`);
  expect(problemsIn(andConnection(...lines))).toEqual([
    expect.stringContaining("connections.yaml:84:3  LW1603  warning: 80 connections"),
  ]);
});
