import { expect, test } from "vitest";
import { objectWith, problemsIn, type Texts, validTexts } from "../../../test/check-texts.ts";
import { andConnection, incremental, type RuleCase, writeBack } from "../../../test/rule-cases.ts";

const { connections, appflow } = validTexts;

const cases: readonly RuleCase[] = [
  {
    fault: "a connection that does not exist, the second of a comma list",
    texts: objectWith("connector_profile: crm, cmr"),
    problems: [
      'appflow.yaml:8:35  LW1401  no connection is called "cmr"\n  hint: did you mean "crm"?',
    ],
  },
  {
    fault: "an object without a name",
    texts: { appflow: appflow.replace("name: Account", "pii: 1") },
    problems: [
      "appflow.yaml:7:11  LW1402  the object has no name\n  hint: add name: with the object's API name",
    ],
  },
  {
    fault: "an object without source and connection",
    texts: { appflow: appflow.replace(/ {6}(source|connector_profile).*\n/g, "") },
    problems: [
      'appflow.yaml:5:11  LW1402  object "Account" has no connector_profile\n  hint: name a connection of connections.yaml here or in its class',
      'appflow.yaml:5:11  LW1402  object "Account" has no source\n  hint: add source: salesforce here or to its class',
    ],
  },
  {
    fault: "a write-back without a folder",
    texts: objectWith("source: s3", "destination: salesforce"),
    problems: [
      'appflow.yaml:7:11  LW1402  object "Account" has no s3_prefix\n  hint: AppFlow reads the files of a write-back from a folder: name it',
    ],
  },
  {
    fault: "a source that is no connector",
    texts: { appflow: appflow.replace("source: salesforce", "source: salesfroce") },
    problems: [
      'appflow.yaml:4:15  LW1403  source "salesfroce" is not a connector flows can use\n  hint: did you mean "salesforce"?',
    ],
  },
  {
    fault: "a flow from Salesforce to Salesforce",
    texts: objectWith("destination: salesforce"),
    problems: [
      "appflow.yaml:8:24  LW1404  a flow from salesforce to salesforce is not possible\n  hint: salesforce to s3 reads into the lake, s3 to salesforce writes back",
    ],
  },
  {
    fault: "a flow from S3 to S3",
    texts: objectWith("source: s3", "destination: s3", "s3_prefix: a"),
    problems: [
      "appflow.yaml:9:24  LW1404  a flow from s3 to s3 is not possible\n  hint: salesforce to s3 reads into the lake, s3 to salesforce writes back",
    ],
  },
  {
    fault: "a connection of another kind than the flow needs",
    texts: { ...andConnection("sap: { kind: sapodata }"), ...writeBack("connector_profile: sap") },
    problems: [
      'appflow.yaml:11:30  LW1405  connection "sap" is of kind sapodata, the flow needs salesforce\n  hint: name a connection of kind salesforce',
    ],
  },
  {
    fault: "an environment that is not declared, and all beside others",
    texts: objectWith("environment: all, prd"),
    problems: [
      "appflow.yaml:8:24  LW1406  all is listed with other environments\n  hint: write all alone, or leave it out",
      'appflow.yaml:8:29  LW1406  no environment is called "prd"\n  hint: did you mean "prod"?',
    ],
  },
  {
    fault: "both spellings of an object's name",
    texts: objectWith("object_name: Account"),
    problems: [
      "appflow.yaml:8:11  LW1407  the object has both name and object_name\n  hint: keep one of the two",
    ],
  },
  {
    fault: "an object name that Salesforce could not have given",
    texts: { appflow: appflow.replace("Account", "Call-Activity") },
    problems: [
      'appflow.yaml:7:17  LW1409  object "Call-Activity" is not an API name of Salesforce\n  hint: write the API name, such as Account or Call_Activity__c',
    ],
  },
  {
    fault: "two upsert fields",
    texts: writeBack("upsert_field_list: A__c, B__c"),
    problems: [
      "appflow.yaml:11:30  LW1410  upsert_field_list has 2 fields, Salesforce matches by exactly one\n  hint: keep the external id field",
    ],
  },
  {
    fault: "an increment that the write-back itself asks for",
    texts: writeBack("incremental_load: 1"),
    problems: [
      "appflow.yaml:11:11  LW1411  warning: incremental_load has no effect: the flow writes back\n  hint: remove it",
    ],
  },
  {
    fault: "an upsert field on the way in, and an overlap of a full load",
    texts: objectWith("upsert_field_list: A__c", "overlap: 5 minutes", "refresh: daily"),
    problems: [
      "appflow.yaml:8:11  LW1411  warning: upsert_field_list has no effect: the flow reads into the lake\n  hint: remove it",
      "appflow.yaml:9:11  LW1411  warning: overlap has no effect: the flow reads everything each run\n  hint: remove it",
      "appflow.yaml:10:11  LW1411  warning: refresh has no effect: the flow reads everything each run\n  hint: remove it",
    ],
  },
  {
    fault: "increments by CreatedDate",
    texts: incremental("incremental_field: CreatedDate"),
    problems: [
      "appflow.yaml:10:30  LW1412  warning: increments ordered by CreatedDate miss every update\n  hint: use SystemModstamp, the default",
    ],
  },
  {
    fault: "a first load from tomorrow on",
    texts: incremental("first_load: 2026-01-16"),
    problems: [
      "appflow.yaml:10:23  LW1413  first_load 2026-01-16 is in the future\n  hint: write full, or a day that has passed",
    ],
  },
  {
    fault: "more excluded fields than AppFlow takes",
    texts: objectWith(
      `exclude_fields: ${Array.from({ length: 250 }, (_, i) => `F${i}__c`).join()}`,
    ),
    problems: [
      "appflow.yaml:8:27  LW1416  exclude_fields is 2391 characters as a list, AppFlow allows 2048\n  hint: exclude fewer fields",
    ],
  },
  {
    fault: "excluding the fields that the flow itself needs",
    texts: incremental("exclude_fields: [Fax, id, systemmodstamp]"),
    problems: [
      "appflow.yaml:10:33  LW1417  exclude_fields holds id, which the flow needs\n  hint: remove it",
      "appflow.yaml:10:37  LW1417  exclude_fields holds systemmodstamp, which the flow needs\n  hint: remove it",
    ],
  },
  {
    fault: "a partition column that hides a field",
    texts: objectWith("bookmark_col: systemmodstamp"),
    problems: [
      'appflow.yaml:8:25  LW1418  bookmark_col "systemmodstamp" is also a field of the object\n  hint: such as load_date, the default',
    ],
  },
  {
    fault: "increments on demand",
    texts: objectWith("incremental_load: 1"),
    problems: [
      'appflow.yaml:8:29  LW1421  warning: "Account" is incremental without a schedule: AppFlow reads everything on demand\n  hint: add a schedule_expression, or incremental_load: 0',
    ],
  },
  {
    fault: "a class without objects",
    texts: { appflow: "appflow:\n  flow_classes:\n    crm:\n      source: salesforce\n" },
    problems: [
      'appflow.yaml:3:5  LW1422  warning: flow class "crm" has no objects\n  hint: list them under objects:',
    ],
  },
  {
    fault: "a field that is to stay readable and to be left out",
    texts: objectWith("clear_fields: Email", "exclude_fields: email", "pii: 1"),
    problems: [
      "appflow.yaml:8:25  LW1423  warning: Email is in both clear_fields and exclude_fields\n  hint: keep one of the two",
    ],
  },
  {
    fault: "readable fields of an object without personal data",
    texts: objectWith("clear_fields: Email", "pii: 0"),
    problems: [
      "appflow.yaml:8:11  LW1423  warning: clear_fields has no effect with pii: 0\n  hint: remove it",
    ],
  },
  {
    fault: "an object twice for one connection",
    texts: { appflow: `${appflow}        - object_name: Account\n` },
    problems: [
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
    problems: ["gtm-dev-a-b-c", "gtm-prod-a-b-c"].map(
      (name) =>
        `appflow.yaml:7:19  LW1502  the flow gets the name "${name}" of the one at appflow.yaml:6:19\n  hint: rename a connection or an environment`,
    ),
  },
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
    problems: [
      'appflow.yaml:8:19  LW1505  object "a-b" gets the table "a_b", as "a_b" at appflow.yaml:7:19 does\n  hint: the catalog does not tell upper from lower case',
    ],
  },
  {
    fault: "a connection whose schemas would have too long a name",
    texts: andConnection(`${"p".repeat(120)}: { kind: slack }`),
    problems: [
      `connections.yaml:6:3  LW1506  the schemas of connection "${"p".repeat(40)}…" would be longer than 127 characters\n  hint: shorten the name by 1`,
    ],
  },
  {
    fault: "increments of another connector that nothing orders",
    texts: {
      connections: `${connections}  chat: { kind: slack }\n`,
      ...incremental("source: slack", "connector_profile: chat"),
    },
    problems: [
      'appflow.yaml:7:11  LW1402  object "Account" has no incremental_field\n  hint: SystemModstamp is Salesforce\'s: name the field that orders the changes of slack',
    ],
  },
  {
    fault: "fields beside exclude_fields",
    texts: objectWith("fields: [Id, Name]", "exclude_fields: Fax"),
    problems: [
      "appflow.yaml:8:11  LW1424  fields and exclude_fields cannot be combined\n  hint: keep one; where a class says the other, write fields: na or exclude_fields: na",
    ],
  },
  {
    fault: "fields without those that rows are told apart and ordered by",
    texts: incremental("include_deleted: 1", "fields: [Name, systemmodstamp]"),
    problems: [
      "appflow.yaml:11:19  LW1425  fields lacks Id, which the flow needs\n  hint: add Id",
      "appflow.yaml:11:19  LW1425  fields lacks IsDeleted, which the flow needs\n  hint: add IsDeleted",
    ],
  },
  {
    fault: "a write-back whose fields lack the one it matches by",
    texts: writeBack("upsert_field_list: Ext__c", "fields: Score__c"),
    problems: [
      "appflow.yaml:12:19  LW1425  fields lacks Ext__c, which the flow needs\n  hint: add Ext__c",
    ],
  },
  {
    fault: "cuts of a first load in a flow that reads everything each run",
    texts: objectWith("first_load_cuts: 2020-01-01"),
    problems: [
      "appflow.yaml:8:11  LW1426  first_load_cuts is not possible: the flow reads everything, each run\n  hint: add incremental_load: 1, or write first_load_cuts: na",
    ],
  },
  {
    fault: "cuts of a first load that begins at a day",
    texts: incremental("first_load: 2019-01-01", "first_load_cuts: [2020-01-01]"),
    problems: [
      "appflow.yaml:11:11  LW1426  first_load_cuts is not possible: first_load begins on 2019-01-01\n  hint: write first_load: full, or first_load_cuts: na",
    ],
  },
  {
    fault: "cuts in the future",
    texts: incremental("first_load_cuts: [2020-01-01, 2026-01-16]"),
    problems: [
      "appflow.yaml:10:41  LW1426  first_load_cuts holds 2026-01-16, which is in the future\n  hint: remove it",
    ],
  },
  {
    fault: "cuts that do not ascend",
    texts: incremental("first_load_cuts: [2020-01-01, 2020-01-01]"),
    problems: [
      expect.stringContaining(
        "holds 2020-01-01 after 2020-01-01: the days must ascend\n  hint: list days, the oldest first",
      ),
    ],
  },
  {
    fault: "a table called like an SQL keyword",
    texts: { appflow: appflow.replace("Account", "Order") },
    problems: [
      'appflow.yaml:7:17  LW1507  warning: table "order" is a keyword of SQL\n  hint: write it in double quotes in queries: "order"',
    ],
  },
];

test.each(cases)("reports $fault at its place", ({ texts, problems }) => {
  expect(problemsIn(texts).sort()).toEqual([...problems].sort());
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

test("a connections.yaml that cannot be parsed does not make every connection unknown", () => {
  expect(problemsIn({ connections: "connections: [" })).toEqual([
    expect.stringContaining("connections.yaml:1:15  LW1006"),
  ]);
});
