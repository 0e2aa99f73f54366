import { expect, test } from "vitest";
import { objectWith, problemsIn, type Texts, validTexts } from "../../../test/check-texts.ts";

const { platform, connections, appflow } = validTexts;

/** One fault in an otherwise valid platform, and every line that a user sees for it. */
interface Case {
  readonly fault: string;
  readonly texts: Texts;
  readonly said: readonly string[];
}

const writeBack = (...keys: string[]) =>
  objectWith("source: s3", "destination: salesforce", "s3_prefix: scores", ...keys);
const incremental = (...keys: string[]) =>
  objectWith("incremental_load: 1", "schedule_expression: rate(1 day)", ...keys);
const andConnection = (...lines: string[]): Texts => ({
  connections: connections + lines.map((line) => `  ${line}\n`).join(""),
});
const inPlatform = (from: string, to: string): Texts => ({ platform: platform.replace(from, to) });

const cases: readonly Case[] = [
  {
    fault: "a bucket name that would be too long",
    texts: inPlatform("name: gtm", "name: go-to-market-platform-emea"),
    said: [
      "platform.yaml:5:5  LW1201  bucket \"go-to-market-platform-emea-dev-quarantine-111111111111-eu-west-1\" would have 64 characters, S3 allows 63\n  hint: shorten the platform's or environment's name by 1",
      "platform.yaml:6:5  LW1201  bucket \"go-to-market-platform-emea-prod-quarantine-222222222222-eu-west-1\" would have 65 characters, S3 allows 63\n  hint: shorten the platform's or environment's name by 2",
    ],
  },
  {
    fault: "local standing for nothing that is declared",
    texts: inPlatform("    dev:", "    local: { stands_for: dve }\n    dev:"),
    said: [
      'platform.yaml:5:26  LW1202  no environment is called "dve"\n  hint: did you mean "dev"?',
    ],
  },
  {
    fault: "no environment that could be deployed",
    texts: { platform: "platform:\n  name: gtm\n  owner: me\n  environments:\n    local: {}\n" },
    said: [
      'platform.yaml:4:3  LW1203  no environment is declared besides local\n  hint: add dev: { account: "…", region: … }; nothing is deployed by declaring it',
    ],
  },
  {
    fault: "a region that does not exist",
    texts: inPlatform('"111111111111", region: eu-west-1', '"111111111111", region: eu-wst-1'),
    said: [
      'platform.yaml:5:45  LW1204  warning: "eu-wst-1" is not a region known to this version\n  hint: did you mean "eu-west-1"?',
    ],
  },
  {
    fault: "an environment called all",
    texts: inPlatform("dev:", "all:"),
    said: [
      'platform.yaml:5:5  LW1206  an environment cannot be called "all"\n  hint: lower-case letters, digits and single hyphens, starting with a letter; not all or na',
    ],
  },
  {
    fault: "tags that AWS refuses",
    texts: inPlatform("  owner:", '  tags: { "aws:x": a, team: "a|b" }\n  owner:'),
    said: [
      'platform.yaml:3:11  LW1205  the tag "aws:x" starts with aws:, which AWS keeps for itself',
      'platform.yaml:3:29  LW1205  the value of tag "team" holds a character that AWS refuses',
    ],
  },
  {
    fault: "a connection without an address",
    texts: { connections: connections.replace(/ {4}instance_url.*\n/, "") },
    said: ["local", "dev", "prod"].map(
      (name) =>
        `connections.yaml:2:3  LW1303  connection "crm" in environment ${name} has no instance_url\n  hint: such as https://example.my.salesforce.com, or \${env:NAME}`,
    ),
  },
  {
    fault: "an override to another grant without that grant's keys",
    texts: andConnection(
      "  environments:",
      "    dev: { auth: { grant: refresh_token, client_id: a } }",
    ),
    said: ["local", "dev"].map(
      (name) =>
        `connections.yaml:7:14  LW1303  connection "crm" in environment ${name} has no refresh_token for grant refresh_token`,
    ),
  },
  {
    fault: "an override with a key of another grant",
    texts: andConnection("  environments:", "    prod: { auth: { username: jo } }"),
    said: [
      'connections.yaml:7:23  LW1306  connection "crm" in environment prod has username, which grant client_credentials does not know\n  hint: the keys of grant client_credentials are grant, client_id, client_secret',
    ],
  },
  {
    fault: "overrides for an environment that is not declared",
    texts: andConnection("  environments:", '    prd: { api_version: "61.0" }'),
    said: [
      'connections.yaml:7:7  LW1304  no environment is called "prd"\n  hint: did you mean "prod"?',
    ],
  },
  {
    fault: "overrides of an object for an environment that is not declared",
    texts: objectWith("environments: { prd: { pii: 1 } }"),
    said: [
      'appflow.yaml:8:27  LW1304  no environment is called "prd"\n  hint: did you mean "prod"?',
    ],
  },
  {
    fault: "a kind of connection of a later version",
    texts: andConnection("erp: { kind: oracle, host: db }"),
    said: [
      'connections.yaml:6:16  LW1305  warning: connections of kind oracle are not supported yet; "erp" was not read\n  hint: nothing in it takes effect in this version',
    ],
  },
  {
    fault: "a connection that does not exist, the second of a comma list",
    texts: objectWith("connector_profile: crm, cmr"),
    said: ['appflow.yaml:8:35  LW1401  no connection is called "cmr"\n  hint: did you mean "crm"?'],
  },
  {
    fault: "an object without a name",
    texts: { appflow: appflow.replace("name: Account", "pii: 1") },
    said: [
      "appflow.yaml:7:11  LW1402  the object has no name\n  hint: add name: with the object's API name",
    ],
  },
  {
    fault: "an object without source and connection",
    texts: { appflow: appflow.replace(/ {6}(source|connector_profile).*\n/g, "") },
    said: [
      'appflow.yaml:5:11  LW1402  object "Account" has no connector_profile\n  hint: name a connection of connections.yaml here or in its class',
      'appflow.yaml:5:11  LW1402  object "Account" has no source\n  hint: add source: salesforce here or to its class',
    ],
  },
  {
    fault: "a write-back without a folder",
    texts: objectWith("source: s3", "destination: salesforce"),
    said: [
      'appflow.yaml:7:11  LW1402  object "Account" has no s3_prefix\n  hint: AppFlow reads the files of a write-back from a folder: name it',
    ],
  },
  {
    fault: "a source that is no connector",
    texts: { appflow: appflow.replace("source: salesforce", "source: salesfroce") },
    said: [
      'appflow.yaml:4:15  LW1403  source "salesfroce" is not a connector flows can use\n  hint: did you mean "salesforce"?',
    ],
  },
  {
    fault: "a flow from Salesforce to Salesforce",
    texts: objectWith("destination: salesforce"),
    said: [
      "appflow.yaml:8:24  LW1404  a flow from salesforce to salesforce is not possible\n  hint: salesforce to s3 reads into the lake, s3 to salesforce writes back",
    ],
  },
  {
    fault: "a flow from S3 to S3",
    texts: objectWith("source: s3", "destination: s3", "s3_prefix: a"),
    said: [
      "appflow.yaml:9:24  LW1404  a flow from s3 to s3 is not possible\n  hint: salesforce to s3 reads into the lake, s3 to salesforce writes back",
    ],
  },
  {
    fault: "a connection of another kind than the flow needs",
    texts: { ...andConnection("sap: { kind: sapodata }"), ...writeBack("connector_profile: sap") },
    said: [
      'appflow.yaml:11:30  LW1405  connection "sap" is of kind sapodata, the flow needs salesforce\n  hint: name a connection of kind salesforce',
    ],
  },
  {
    fault: "an environment that is not declared, and all beside others",
    texts: objectWith("environment: all, prd"),
    said: [
      "appflow.yaml:8:24  LW1406  all is listed with other environments\n  hint: write all alone, or leave it out",
      'appflow.yaml:8:29  LW1406  no environment is called "prd"\n  hint: did you mean "prod"?',
    ],
  },
  {
    fault: "both spellings of an object's name",
    texts: objectWith("object_name: Account"),
    said: [
      "appflow.yaml:8:11  LW1407  the object has both name and object_name\n  hint: keep one of the two",
    ],
  },
  {
    fault: "an object name that Salesforce could not have given",
    texts: { appflow: appflow.replace("Account", "Call-Activity") },
    said: [
      'appflow.yaml:7:17  LW1409  object "Call-Activity" is not an API name of Salesforce\n  hint: write the API name, such as Account or Call_Activity__c',
    ],
  },
  {
    fault: "two upsert fields",
    texts: writeBack("upsert_field_list: A__c, B__c"),
    said: [
      "appflow.yaml:11:30  LW1410  upsert_field_list has 2 fields, Salesforce matches by exactly one\n  hint: keep the external id field",
    ],
  },
  {
    fault: "an increment that the write-back itself asks for",
    texts: writeBack("incremental_load: 1"),
    said: [
      "appflow.yaml:11:11  LW1411  warning: incremental_load has no effect: the flow writes back\n  hint: remove it",
    ],
  },
  {
    fault: "an upsert field on the way in, and an overlap of a full load",
    texts: objectWith("upsert_field_list: A__c", "overlap: 5 minutes"),
    said: [
      "appflow.yaml:8:11  LW1411  warning: upsert_field_list has no effect: the flow reads into the lake\n  hint: remove it",
      "appflow.yaml:9:11  LW1411  warning: overlap has no effect: the flow reads everything each run\n  hint: remove it",
    ],
  },
  {
    fault: "increments by CreatedDate",
    texts: incremental("incremental_field: CreatedDate"),
    said: [
      "appflow.yaml:10:30  LW1412  warning: increments ordered by CreatedDate miss every update\n  hint: use SystemModstamp, the default",
    ],
  },
  {
    fault: "a first load from tomorrow on",
    texts: incremental("first_load: 2026-01-16"),
    said: [
      "appflow.yaml:10:23  LW1413  first_load 2026-01-16 is in the future\n  hint: write full, or a day that has passed",
    ],
  },
  {
    fault: "an overlap, which AppFlow does not know",
    texts: incremental("overlap: 15 minutes"),
    said: [
      "appflow.yaml:10:20  LW1415  warning: AppFlow has no overlap, only a schedule offset that shifts the whole window back\n  hint: on AWS late records arrive later instead of being read twice; leave it out to be equal",
    ],
  },
  {
    fault: "more excluded fields than AppFlow takes",
    texts: objectWith(
      `exclude_fields: ${Array.from({ length: 250 }, (_, i) => `F${i}__c`).join()}`,
    ),
    said: [
      "appflow.yaml:8:27  LW1416  exclude_fields is 2391 characters as a list, AppFlow allows 2048\n  hint: exclude fewer fields",
    ],
  },
  {
    fault: "excluding the fields that the flow itself needs",
    texts: incremental("exclude_fields: [Fax, id, systemmodstamp]"),
    said: [
      "appflow.yaml:10:33  LW1417  exclude_fields holds id, which the flow needs\n  hint: remove it",
      "appflow.yaml:10:37  LW1417  exclude_fields holds systemmodstamp, which the flow needs\n  hint: remove it",
    ],
  },
  {
    fault: "a partition column that hides a field",
    texts: objectWith("bookmark_col: systemmodstamp"),
    said: [
      'appflow.yaml:8:25  LW1418  bookmark_col "systemmodstamp" is also a field of the object\n  hint: such as load_date, the default',
    ],
  },
  {
    fault: "increments on demand",
    texts: objectWith("incremental_load: 1"),
    said: [
      'appflow.yaml:8:29  LW1421  warning: "Account" is incremental without a schedule: AppFlow reads everything on demand\n  hint: add a schedule_expression, or incremental_load: 0',
    ],
  },
  {
    fault: "a class without objects",
    texts: { appflow: "appflow:\n  flow_classes:\n    crm:\n      source: salesforce\n" },
    said: [
      'appflow.yaml:3:5  LW1422  warning: flow class "crm" has no objects\n  hint: list them under objects:',
    ],
  },
  {
    fault: "a field that is to stay readable and to be left out",
    texts: objectWith("clear_fields: Email", "exclude_fields: email", "pii: 1"),
    said: [
      "appflow.yaml:8:25  LW1423  warning: Email is in both clear_fields and exclude_fields\n  hint: keep one of the two",
    ],
  },
  {
    fault: "readable fields of an object without personal data",
    texts: objectWith("clear_fields: Email", "pii: 0"),
    said: [
      "appflow.yaml:8:11  LW1423  warning: clear_fields has no effect with pii: 0\n  hint: remove it",
    ],
  },
  {
    fault: "an object twice for one connection",
    texts: { appflow: `${appflow}        - object_name: Account\n` },
    said: [
      'appflow.yaml:8:24  LW1501  object "Account" is declared twice for connection "crm"; the other is at appflow.yaml:7:17\n  hint: remove one, or give them different connections or environments',
    ],
  },
  {
    fault: "two connections that make the same flow name",
    texts: {
      ...andConnection("a-b: { kind: sapodata }", "a: { kind: sapodata }"),
      appflow: `appflow:
  flow_classes:
    sap:
      source: sapodata
      objects:
        - { name: c, connector_profile: a-b }
        - { name: b-c, connector_profile: a }
`,
    },
    said: ["gtm-dev-a-b-c", "gtm-prod-a-b-c"].map(
      (name) =>
        `appflow.yaml:7:19  LW1502  the flow gets the name "${name}" of the one at appflow.yaml:6:19\n  hint: rename a connection or an environment`,
    ),
  },
  {
    fault: "two connections that make the same database",
    texts: andConnection("C-R.M: { kind: slack }", "c_r_m: { kind: slack }"),
    said: [
      'connections.yaml:7:3  LW1504  connection "c_r_m" gets the database "c_r_m", as "C-R.M" at connections.yaml:6:3 does\n  hint: rename one of the two',
    ],
  },
  ...["ext", "current"].map((suffix) => ({
    fault: `a connection whose database is the ${suffix} schema of another`,
    texts: andConnection(`crm-${suffix}: { kind: slack }`),
    said: [
      `connections.yaml:6:3  LW1504  connection "crm-${suffix}" gets the database "crm_${suffix}", which is a schema of "crm" at connections.yaml:2:3\n  hint: rename one of the two`,
    ],
  })),
  {
    fault: "two objects that make the same table",
    texts: {
      ...andConnection("sap: { kind: sapodata }"),
      appflow: `appflow:
  flow_classes:
    sap:
      source: sapodata
      connector_profile: sap
      objects:
        - { name: a_b }
        - { name: a-b }
`,
    },
    said: [
      'appflow.yaml:8:19  LW1505  object "a-b" gets the table "a_b", as "a_b" at appflow.yaml:7:19 does\n  hint: the catalog does not tell upper from lower case',
    ],
  },
  {
    fault: "a connection whose schemas would have too long a name",
    texts: andConnection(`${"p".repeat(120)}: { kind: slack }`),
    said: [
      `connections.yaml:6:3  LW1506  the schemas of connection "${"p".repeat(40)}…" would be longer than 127 characters\n  hint: shorten the name by 1`,
    ],
  },
  {
    fault: "increments of another connector that nothing orders",
    texts: {
      connections: `${connections}  chat: { kind: slack }\n`,
      ...incremental("source: slack", "connector_profile: chat"),
    },
    said: [
      'appflow.yaml:7:11  LW1402  object "Account" has no incremental_field\n  hint: SystemModstamp is Salesforce\'s: name the field that orders the changes of slack',
    ],
  },
  {
    fault: "fields beside exclude_fields",
    texts: objectWith("fields: [Id, Name]", "exclude_fields: Fax"),
    said: [
      "appflow.yaml:8:11  LW1424  fields and exclude_fields cannot be combined\n  hint: keep one; where a class says the other, write fields: na or exclude_fields: na",
    ],
  },
  {
    fault: "fields without those that rows are told apart and ordered by",
    texts: incremental("include_deleted: 1", "fields: [Name, systemmodstamp]"),
    said: [
      "appflow.yaml:11:19  LW1425  fields lacks Id, which the flow needs\n  hint: add Id",
      "appflow.yaml:11:19  LW1425  fields lacks IsDeleted, which the flow needs\n  hint: add IsDeleted",
    ],
  },
  {
    fault: "a write-back whose fields lack the one it matches by",
    texts: writeBack("upsert_field_list: Ext__c", "fields: Score__c"),
    said: [
      "appflow.yaml:12:19  LW1425  fields lacks Ext__c, which the flow needs\n  hint: add Ext__c",
    ],
  },
  {
    fault: "cuts of a first load in a flow that reads everything each run",
    texts: objectWith("first_load_cuts: 2020-01-01"),
    said: [
      "appflow.yaml:8:11  LW1426  first_load_cuts is not possible: the flow reads everything, each run\n  hint: add incremental_load: 1, or write first_load_cuts: na",
    ],
  },
  {
    fault: "cuts of a first load that begins at a day",
    texts: incremental("first_load: 2019-01-01", "first_load_cuts: [2020-01-01]"),
    said: [
      "appflow.yaml:11:11  LW1426  first_load_cuts is not possible: first_load begins on 2019-01-01\n  hint: write first_load: full, or first_load_cuts: na",
    ],
  },
  {
    fault: "cuts in the future",
    texts: incremental("first_load_cuts: [2020-01-01, 2026-01-16]"),
    said: [
      "appflow.yaml:10:41  LW1426  first_load_cuts holds 2026-01-16, which is in the future\n  hint: remove it",
    ],
  },
  {
    fault: "cuts that do not ascend",
    texts: incremental("first_load_cuts: [2020-01-01, 2020-01-01]"),
    said: [
      expect.stringContaining(
        "holds 2020-01-01 after 2020-01-01: the days must ascend\n  hint: list days, the oldest first",
      ),
    ],
  },
  {
    fault: "a table called like an SQL keyword",
    texts: { appflow: appflow.replace("Account", "Order") },
    said: [
      'appflow.yaml:7:17  LW1507  warning: table "order" is a keyword of SQL\n  hint: write it in double quotes in queries: "order"',
    ],
  },
];

test.each(cases)("reports $fault at its place", ({ texts, said }) => {
  expect(problemsIn(texts).sort()).toEqual([...said].sort());
});

test("a valid platform has no problems and no warnings", () => {
  expect(problemsIn({})).toEqual([]);
});

test("a flow name that is too long for a folder is reported", () => {
  const name = "F".repeat(243);
  expect(problemsIn({ appflow: appflow.replace("Account", name) })).toEqual([
    expect.stringContaining("appflow.yaml:7:17  LW1503  the flow's name has 256 characters, 255"),
    expect.stringContaining("LW1506  the table of the object would have 243 characters"),
  ]);
});

test("a flow cannot have the name of a part of another one's first load", () => {
  const texts: Texts = {
    connections: `${connections}  crm-A-first: { kind: slack }\n`,
    appflow: `appflow:
  flow_classes:
    crm:
      source: salesforce
      connector_profile: crm
      objects:
        - { name: A, incremental_load: 1, schedule_expression: rate(1 day), first_load_cuts: 2020-01-01 }
        - { name: "1", source: slack, connector_profile: crm-A-first }
`,
  };
  expect(problemsIn(texts)).toContain(
    'appflow.yaml:8:19  LW1502  the flow gets the name "gtm-dev-crm-A-first-1" of the one at appflow.yaml:7:19\n  hint: rename a connection or an environment',
  );
});

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

test("a connections.yaml that cannot be parsed does not make every connection unknown", () => {
  expect(problemsIn({ connections: "connections: [" })).toEqual([
    expect.stringContaining("connections.yaml:1:15  LW1006"),
  ]);
});
