import { execFileSync } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { validTexts } from "../test/check-texts.ts";
import { platformFolder, problemsOf, validFiles } from "../test/platform-folder.ts";
import { readPlatform } from "./read-platform.ts";

test("a valid folder becomes a platform whose declarations know their absolute place", async () => {
  const folder = await platformFolder(validFiles);
  const result = await readPlatform(folder);
  expect(result).toMatchObject({ ok: true, warnings: [], platform: { name: "gtm", folder } });
  if (!result.ok) return;
  const [flow] = result.platform.environments.dev?.flows ?? [];
  expect(flow?.at).toEqual({ file: join(folder, "appflow.yaml"), line: 7, column: 11 });
});

/** The flow configuration as the AWS blog post prints it, with `objects:` in place of the lost key. */
const published = `appflow:
  flow_classes:
    salesforce:
      source: salesforce
      destination: s3
      incremental_load: 1
      schedule_expression: "rate(1 day)"
      s3_prefix: na
      connector_profile: roche-salesforce-connector-profile1,roche-salesforce-connector-profile2
      description: appflow flow flow from Salesforce
      environment: all
      objects:
        - name: Account
          incremental_load: 1
          bookmark_col: appflow_date_str
        - name: CustomSalesforceObject
          pii: 0
          bookmark_col: appflow_date_str
          upsert_field_list: upsertField
          s3_prefix: prefix
          source: s3
          destination: salesforce
          schedule_expression: na
          connector_profile: roche-salesforce-connector-profile
`;

const profile = (name: string) =>
  validTexts.connections.replace("connections:\n  crm:", `  ${name}:`);
const publishedFiles = {
  ...validFiles,
  "appflow.yaml": published,
  "connections.yaml": `connections:\n${["1", "2", ""]
    .map((number) => profile(`roche-salesforce-connector-profile${number}`))
    .join("")}`,
};

test("the published flow configuration loads unchanged, without a warning", async () => {
  const result = await readPlatform(await platformFolder(publishedFiles));
  expect(result).toMatchObject({ ok: true, warnings: [] });
  if (!result.ok) return;
  const flows = result.platform.environments.prod?.flows ?? [];
  expect(flows.map(({ name }) => name)).toEqual([
    "gtm-prod-roche-salesforce-connector-profile1-Account",
    "gtm-prod-roche-salesforce-connector-profile2-Account",
    "gtm-prod-roche-salesforce-connector-profile-CustomSalesforceObject-out",
  ]);
  expect(flows[0]).toMatchObject({
    incremental: true,
    schedule: { kind: "rate", value: 1, unit: "days", expression: "rate(1days)" },
    prefix: "",
    partitionColumn: "appflow_date_str",
    sensitivity: "unclassified",
    database: "roche_salesforce_connector_profile1",
  });
  expect(flows[2]).toMatchObject({
    direction: "out",
    incremental: false,
    schedule: undefined,
    prefix: "prefix",
    upsertField: "upsertField",
    sensitivity: "none",
  });
});

test("a profile of the published configuration that is not declared is a problem at its word", async () => {
  const files = {
    ...publishedFiles,
    "connections.yaml": publishedFiles["connections.yaml"].replace("profile2:", "profil2:"),
  };
  expect(await problemsOf(await platformFolder(files))).toEqual([
    'appflow.yaml:9:62  LW1401  no connection is called "roche-salesforce-connector-profile2"\n  hint: did you mean "roche-salesforce-connector-profile1"?',
  ]);
});

test("the GTM example is valid without a warning", async () => {
  const result = await readPlatform(join(import.meta.dirname, "../../../examples/gtm"));
  expect(result).toMatchObject({ ok: true, warnings: [] });
  if (!result.ok) return;
  const local = result.platform.environments.local;
  expect(local).toMatchObject({ standsFor: "dev" });
  expect(local?.flows.length).toBeGreaterThanOrEqual(8);
  expect(new Set(local?.flows.map(({ sensitivity }) => sensitivity)).size).toBe(3);
});

const flowClass = (name: string, object: string) =>
  `appflow:\n  flow_classes:\n    ${name}:\n      source: salesforce\n      connector_profile: crm\n      objects:\n        - name: ${object}\n`;

test("a section may be split into a folder, beside its file", async () => {
  const { "appflow.yaml": _, ...rest } = validFiles;
  const folder = await platformFolder({
    ...rest,
    "appflow/a.yaml": flowClass("a", "Account"),
    "appflow/b.yaml": flowClass("b", "Contact"),
    "appflow.yaml": flowClass("c", "Lead"),
    "appflow/notes.txt": "not YAML: [",
  });
  const result = await readPlatform(folder);
  expect(result).toMatchObject({ ok: true, warnings: [] });
  if (!result.ok) return;
  const flows = result.platform.environments.dev?.flows ?? [];
  expect(flows.map(({ object, at }) => [object, at.file])).toEqual([
    ["Lead", join(folder, "appflow.yaml")],
    ["Account", join(folder, "appflow/a.yaml")],
    ["Contact", join(folder, "appflow/b.yaml")],
  ]);
});

test("platform.yaml may be split too", async () => {
  const { "platform.yaml": _, ...rest } = validFiles;
  const folder = await platformFolder({
    ...rest,
    "platform/base.yaml": "platform:\n  name: gtm\n  owner: me\n",
    "platform/dev.yaml":
      'platform:\n  environments:\n    dev: { account: "111111111111", region: eu-west-1 }\n',
  });
  expect(await readPlatform(folder)).toMatchObject({ ok: true, platform: { owner: "me" } });
});

test("what two files of a section declare is a problem that names both places", async () => {
  const folder = await platformFolder({
    ...validFiles,
    "appflow/a.yaml": flowClass("a", "Account"),
    "appflow/b.yaml": flowClass("a", "Contact"),
    "connections/more.yaml": validTexts.connections,
  });
  expect(await problemsOf(folder)).toEqual(
    expect.arrayContaining([
      'appflow/b.yaml:3:5  LW1019  "a" is declared in two files; the other is at a.yaml:3:5\n  hint: remove or rename one of the two',
      'connections/more.yaml:2:3  LW1019  "crm" is declared in two files; the other is at connections.yaml:2:3\n  hint: remove or rename one of the two',
    ]),
  );
});

test("a problem in a split section points into the right file", async () => {
  const bad = flowClass("b", "Contact").replace("source: salesforce", "source: salesfroce");
  const folder = await platformFolder({ ...validFiles, "appflow/b.yaml": bad });
  expect(await problemsOf(folder)).toEqual([
    expect.stringContaining('appflow/b.yaml:4:15  LW1403  source "salesfroce"'),
  ]);
});

test("files of later versions and unknown files are warnings", async () => {
  const folder = await platformFolder({
    ...validFiles,
    "alerts.yaml": "alerts: {}",
    "jobs/a.yaml": "jobs: {}",
    "conections.yaml": "",
    "platform.yml": "",
    "notes.yaml": "",
    "README.md": "",
    ".hidden.yaml": "",
    "data/seed.yaml": "",
  });
  const found = await problemsOf(folder);
  expect(found.map((problem) => problem.replace(/\n.*are platform.*/, ""))).toEqual([
    "alerts.yaml:1:1  LW1016  warning: alerts.yaml is not supported yet and was not read\n  hint: nothing in it takes effect in this version",
    'conections.yaml:1:1  LW1017  warning: conections.yaml is not a file of the platform\n  hint: did you mean "connections.yaml"?',
    "jobs:1:1  LW1016  warning: jobs is not supported yet and was not read\n  hint: nothing in it takes effect in this version",
    "notes.yaml:1:1  LW1017  warning: notes.yaml is not a file of the platform",
    'platform.yml:1:1  LW1017  warning: platform.yml is not a file of the platform\n  hint: did you mean "platform.yaml"?',
  ]);
});

test("a folder that does not exist, and a file in its place, are problems", async () => {
  const folder = await platformFolder({ "a.txt": "" });
  expect(await readPlatform(join(folder, "none"))).toMatchObject({
    ok: false,
    problems: [{ code: "LW1001", message: "there is no such folder", line: 1, column: 1 }],
  });
  expect(await readPlatform(join(folder, "a.txt"))).toMatchObject({
    ok: false,
    problems: [{ code: "LW1001", message: "this is not a folder" }],
  });
});

test("a folder without platform.yaml says so, and finds platform.yml", async () => {
  expect(await problemsOf(await platformFolder({}))).toEqual([
    expect.stringContaining("platform.yaml:1:1  LW1002  platform.yaml is missing"),
  ]);
  expect((await problemsOf(await platformFolder({ "platform.yml": "" })))[0]).toContain(
    "hint: rename platform.yml to platform.yaml",
  );
});

test("a file of more than 10 MB is not read", async () => {
  const folder = await platformFolder({
    ...validFiles,
    "appflow.yaml": Buffer.alloc(10_485_761, "#"),
  });
  expect(await problemsOf(folder)).toEqual([
    "appflow.yaml:1:1  LW1004  the file is 10.0 MB, more than the 10 MB that are read\n  hint: split it into a folder of the same name",
  ]);
});

test("links in circles, to nothing, to the same file and to the folder itself are problems", async () => {
  const folder = await platformFolder({ ...validFiles, "connections/a.yaml": "connections: {}" });
  await symlink("b.yaml", join(folder, "connections/b.yaml"));
  await symlink("nothing.yaml", join(folder, "connections/c.yaml"));
  await symlink("a.yaml", join(folder, "connections/d.yaml"));
  await symlink(".", join(folder, "platform"));
  expect(await problemsOf(folder)).toEqual([
    "connections/b.yaml:1:1  LW1018  the link leads in a circle",
    "connections/c.yaml:1:1  LW1003  the file cannot be read: it does not exist, or is a link to nothing",
    "connections/d.yaml:1:1  LW1018  this is the same file as a.yaml\n  hint: remove the link",
    "platform:1:1  LW1018  this folder is a link to a folder that contains it",
  ]);
});

test("a pipe, and a folder called like a file, are problems and not waited for", async () => {
  const folder = await platformFolder({ "platform.yaml": validTexts.platform });
  execFileSync("mkfifo", [join(folder, "connections.yaml")]);
  await mkdir(join(folder, "appflow.yaml"));
  expect(await problemsOf(folder)).toEqual([
    "appflow.yaml:1:1  LW1003  this is not a regular file",
    "connections.yaml:1:1  LW1003  this is not a regular file",
  ]);
});

test("bytes that are not UTF-8 are a problem at their place", async () => {
  const text = validTexts.platform.replace("gtm-data", "Zürich");
  const folder = await platformFolder({
    ...validFiles,
    "platform.yaml": Buffer.from(text, "latin1"),
  });
  expect(await problemsOf(folder)).toEqual([
    "platform.yaml:3:11  LW1005  the file is not UTF-8 here\n  hint: save it as UTF-8 text",
  ]);
});

test("a thousand flows in each of three environments are read", async () => {
  const objects = Array.from(
    { length: 1000 },
    (_, i) =>
      `        - name: Object_${i}__c\n          pii: 1\n          exclude_fields: A__c, B__c\n          description: object ${i}\n`,
  );
  const text = validTexts.appflow.replace("        - name: Account\n", objects.join(""));
  const folder = await platformFolder({ ...validFiles, "appflow.yaml": text });
  const result = await readPlatform(folder);
  const environments = result.ok ? Object.values(result.platform.environments) : [];
  expect(environments.map((environment) => environment?.flows.length)).toEqual([1000, 1000, 1000]);
});
