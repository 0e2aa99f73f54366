// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of the configuration, as users write them.
import { expect, test } from "vitest";
import { checkTexts, objectWith, platformOf, validTexts } from "../../test/check-texts.ts";

const { appflow, connections, platform } = validTexts;

function flowWith(...keys: string[]) {
  return platformOf(objectWith(...keys)).environments.dev?.flows[0];
}

function flowNamesIn(environment: string, ...keys: string[]) {
  const { environments } = platformOf(objectWith(...keys));
  return environments[environment]?.flows.map(({ name }) => name);
}

test("defaults are filled in", () => {
  expect(flowWith()).toEqual({
    name: "gtm-dev-crm-Account",
    direction: "in",
    source: "salesforce",
    destination: "s3",
    object: "Account",
    profile: "crm",
    database: "crm",
    table: "account",
    prefix: "",
    fields: undefined,
    firstLoadCuts: [],
    status: "active",
    incremental: false,
    incrementalField: "SystemModstamp",
    firstLoad: "full",
    overlapSeconds: 1800,
    refresh: undefined,
    includeDeleted: false,
    excludeFields: [],
    clearFields: [],
    api: "auto",
    schedule: undefined,
    partitionColumn: "load_date",
    upsertField: undefined,
    sensitivity: "unclassified",
    description: "",
    at: { file: "/gtm/appflow.yaml", line: 7, column: 11 },
  });
});

test.each([
  ["pii: 1", { sensitivity: "personal" }],
  ["pii: 0", { sensitivity: "none" }],
  ["pii: na", { sensitivity: "unclassified" }],
  [
    "refresh: weekly",
    { refresh: { kind: "rate", value: 1, unit: "weeks", expression: "rate(1weeks)" } },
  ],
  ["include_deleted: true", { includeDeleted: true }],
  ['include_deleted: "1"', { includeDeleted: true }],
  ['include_deleted: "0"', { includeDeleted: false }],
  ["s3_prefix: /raw/crm/", { prefix: "raw/crm" }],
  ["s3_prefix: NA", { prefix: "" }],
  ["exclude_fields: Fax, Phone", { excludeFields: ["Fax", "Phone"] }],
  ["exclude_fields: [Fax, Phone]", { excludeFields: ["Fax", "Phone"] }],
  ["bookmark_col: appflow_date_str", { partitionColumn: "appflow_date_str" }],
  ["api: bulk", { api: "bulk" }],
  ["source: Salesforce", { source: "salesforce" }],
  ["fields: [Id, Name]", { fields: ["Id", "Name"] }],
  ["fields: na", { fields: undefined }],
  ["status: suspended", { status: "suspended" }],
])("%s is understood", (key, expected) => {
  expect(flowWith(key)).toMatchObject(expected);
});

test("a first load is cut at the days that are listed", () => {
  const keys = ["incremental_load: 1", "schedule_expression: rate(1 day)"];
  const cuts = flowWith(...keys, "first_load_cuts: 2019-01-01, 2022-06-30")?.firstLoadCuts;
  expect(cuts).toEqual([new Date("2019-01-01T00:00:00Z"), new Date("2022-06-30T00:00:00Z")]);
});

test("an object overrides its class, na included", () => {
  const withSchedule = appflow.replace(
    "      objects:",
    "      schedule_expression: rate(1 day)\n      pii: 1\n      objects:",
  );
  const texts = {
    appflow: `${withSchedule}        - { name: Contact, schedule_expression: na, pii: na }\n`,
  };
  const flows = platformOf(texts).environments.dev?.flows;
  expect(flows?.map(({ schedule, sensitivity }) => [schedule?.expression, sensitivity])).toEqual([
    ["rate(1days)", "personal"],
    [undefined, "unclassified"],
  ]);
});

test("a list of connections multiplies flows", () => {
  const texts = {
    connections: connections + connections.replace("connections:\n  crm:", "  Crm.2:"),
    ...objectWith("connector_profile: [crm, Crm.2]"),
  };
  const flows = platformOf(texts).environments.dev?.flows;
  expect(flows?.map(({ name, database }) => [name, database])).toEqual([
    ["gtm-dev-crm-Account", "crm"],
    ["gtm-dev-Crm.2-Account", "crm_2"],
  ]);
});

test.each([
  ["all", ["local", "dev", "prod"]],
  ["na", ["local", "dev", "prod"]],
  ["dev", ["local", "dev"]],
  ["prod", ["prod"]],
  ["dev, prod", ["local", "dev", "prod"]],
  ["[dev, prod]", ["local", "dev", "prod"]],
  ["local", ["local"]],
])("environment: %s puts the flow into %j", (value, expected) => {
  const { environments } = platformOf(objectWith(`environment: ${value}`));
  const having = Object.values(environments).filter(({ flows }) => flows.length > 0);
  expect(having.map(({ name }) => name)).toEqual(expected);
});

test("local uses the names of the environment it stands for, under an account of its own", () => {
  const texts = {
    platform: platform.replace("    dev:", "    local: { stands_for: prod }\n    dev:"),
  };
  expect(platformOf(texts).environments.local).toMatchObject({
    standsFor: "prod",
    account: "000000000000",
    region: "local",
    buckets: { raw: "gtm-prod-raw-000000000000-local" },
    flows: [{ name: "gtm-prod-crm-Account" }],
  });
});

test("local stands for the first environment unless it is declared", () => {
  expect(platformOf({}).environments.local?.standsFor).toBe("dev");
});

test("local takes the overrides of what it stands for, and then its own", () => {
  const { environments } = platformOf(
    objectWith("environments:", "  dev: { pii: 1, s3_prefix: a }", "  local: { s3_prefix: b }"),
  );
  const seen = Object.values(environments).map(({ name, flows: [flow] }) => [
    name,
    flow?.sensitivity,
    flow?.prefix,
  ]);
  expect(seen).toEqual([
    ["local", "personal", "b"],
    ["dev", "personal", "a"],
    ["prod", "unclassified", ""],
  ]);
});

test("what the object says wins over what its class says for an environment", () => {
  const texts = {
    appflow: appflow.replace(
      "      objects:",
      "      environments: { dev: { pii: 1, s3_prefix: c } }\n      objects:",
    ),
  };
  const own = { appflow: `${texts.appflow}          pii: 0\n` };
  expect(platformOf(own).environments.dev?.flows[0]).toMatchObject({
    sensitivity: "none",
    prefix: "c",
  });
});

test("a write-back is named -out and keeps its upsert field", () => {
  const keys = [
    "source: s3",
    "destination: salesforce",
    "s3_prefix: scores",
    "upsert_field_list: Ext__c",
  ];
  expect(flowNamesIn("dev", ...keys)).toEqual(["gtm-dev-crm-Account-out"]);
  expect(flowWith(...keys)).toMatchObject({
    direction: "out",
    upsertField: "Ext__c",
    incremental: false,
  });
});

test("a connection's overrides are merged key by key, references stay references", () => {
  const overrides =
    '    environments: { local: { instance_url: "${env:URL}", auth: { client_id: "${env:ID}" } } }\n';
  const { environments } = platformOf({ connections: connections + overrides });
  expect(environments.local?.connections.crm).toEqual({
    kind: "salesforce",
    name: "crm",
    instanceUrl: { from: "env", name: "URL" },
    apiVersion: "62.0",
    auth: {
      grant: "client_credentials",
      clientId: { from: "env", name: "ID" },
      clientSecret: { from: "secret", name: "crm" },
    },
    caFile: undefined,
    at: { file: "/gtm/connections.yaml", line: 2, column: 3 },
  });
  expect(environments.dev?.connections.crm).toMatchObject({
    instanceUrl: "https://crm.example.com",
    auth: { clientId: "app" },
  });
});

test("another grant in an override replaces the whole of auth", () => {
  const overrides =
    '    environments: { local: { auth: { grant: refresh_token, client_id: a, refresh_token: "${env:T}" } } }\n';
  const { environments } = platformOf({ connections: connections + overrides });
  expect(environments.local?.connections.crm).toMatchObject({
    auth: {
      grant: "refresh_token",
      clientSecret: undefined,
      refreshToken: { from: "env", name: "T" },
    },
  });
});

test("http is allowed on this machine, a trailing slash is dropped, a CA file is found from the folder", () => {
  const local = connections
    .replace("https://crm.example.com", "http://127.0.0.1:8080/")
    .replace("    auth:", "    ca_file: ca.pem\n    auth:");
  expect(platformOf({ connections: local }).environments.dev?.connections.crm).toMatchObject({
    instanceUrl: "http://127.0.0.1:8080",
    caFile: "/gtm/ca.pem",
  });
});

test("other connectors are declared, kinds of later versions are left out", () => {
  const more = "  sap: { kind: sapodata }\n  erp: { kind: oracle, host: db }\n";
  const { environments } = platformOf({ connections: connections + more });
  expect(Object.keys(environments.prod?.connections ?? {})).toEqual(["crm", "sap"]);
  expect(environments.prod?.connections.sap).toMatchObject({
    kind: "other",
    connector: "sapodata",
  });
});

test("tags of an environment are added to those of the platform", () => {
  const texts = {
    platform: platform
      .replace("  owner:", "  tags: { a: x, b: y }\n  owner:")
      .replace("region: eu-west-1 }\n    prod", "region: eu-west-1, tags: { b: z } }\n    prod"),
  };
  expect(platformOf(texts).environments.dev?.tags).toEqual({ a: "x", b: "z" });
  expect(platformOf(texts).environments.prod?.tags).toEqual({ a: "x", b: "y" });
});

test("names that every object has do no harm", () => {
  const texts = {
    platform: platform.replace("dev:", "constructor:").replace("    prod:", "    to-string:"),
  };
  expect(Object.keys(platformOf(texts).environments)).toEqual([
    "local",
    "constructor",
    "to-string",
  ]);
});

test("a flow class may be empty while its objects are still being written", () => {
  expect(checkTexts({ appflow: "appflow:\n  flow_classes:\n" })).toMatchObject({ ok: true });
  expect(checkTexts({ connections: "connections:\n", appflow: "appflow:\n" })).toMatchObject({
    ok: true,
  });
});
