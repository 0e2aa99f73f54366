// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of the configuration, as users write them.
import { expect, test } from "vitest";
import { objectWith, problemsIn, type Texts, validTexts } from "../../test/check-texts.ts";

const { platform, connections, appflow } = validTexts;
const inPlatform = (from: string, to: string): Texts => ({ platform: platform.replace(from, to) });
const inConnections = (from: string, to: string): Texts => ({
  connections: connections.replace(from, to),
});

const cases: readonly [fault: string, texts: Texts, expected: string][] = [
  [
    "an unknown key of the platform",
    inPlatform("owner:", "ownr:"),
    'platform.yaml:3:3  LW1101  unknown key "ownr" in platform\n  hint: did you mean "owner"?',
  ],
  [
    "an unknown key of an object",
    objectWith("incremantal_load: 1"),
    'appflow.yaml:8:11  LW1101  unknown key "incremantal_load" in entry 1 of objects\n  hint: did you mean "incremental_load"?',
  ],
  [
    "a key of AppFlow's prefix configuration, which is not expressible",
    objectWith("prefix_type: PATH_AND_FILE"),
    'appflow.yaml:8:11  LW1101  unknown key "prefix_type" in entry 1 of objects\n  hint: the layout of the raw zone is fixed: Parquet under <s3_prefix>/<flow name>/YYYY/MM/DD/<execution id>',
  ],
  [
    "a key of another grant",
    inConnections("client_id: app", "client_id: app, usernam: jo"),
    'connections.yaml:5:56  LW1101  unknown key "usernam" in auth\n  hint: the keys are grant, client_id, client_secret',
  ],
  [
    "a missing key, at the map that lacks it",
    inPlatform(", region: eu-west-1 }\n    prod", " }\n    prod"),
    "platform.yaml:5:5  LW1102  region is missing",
  ],
  [
    "an account with its leading zero, which YAML makes a number of",
    inPlatform('"111111111111"', "012345678901"),
    'platform.yaml:5:21  LW1103  account 012345678901 must be text\n  hint: write it in quotes: account: "012345678901"',
  ],
  [
    "an account of too few digits",
    inPlatform('"111111111111"', '"1111"'),
    'platform.yaml:5:21  LW1103  account "1111" must be twelve digits in quotes',
  ],
  [
    "a platform name in upper case",
    inPlatform("name: gtm", "name: GTM"),
    'platform.yaml:2:9  LW1103  name "GTM" must be lower-case letters, digits and single hyphens, starting with a letter',
  ],
  [
    "a key without a value",
    inPlatform("owner: gtm-data", "owner:"),
    "platform.yaml:3:3  LW1104  owner has no value\n  hint: give it one, or remove the line",
  ],
  [
    "an interpolation where none is allowed",
    objectWith("s3_prefix: ${env:PREFIX}"),
    'appflow.yaml:8:22  LW1105  s3_prefix "${env:PREFIX}" cannot be interpolated\n  hint: write the value itself; ${…} works for addresses and secrets of connections.yaml and for the key of lineage',
  ],
  [
    "an API version that YAML makes a number of",
    inConnections("    auth:", "    api_version: 62.0\n    auth:"),
    'connections.yaml:5:18  LW1103  api_version 62.0 must be text\n  hint: write it in quotes: api_version: "62.0"',
  ],
  [
    "a kind that is none",
    inConnections("kind: salesforce", "kind: salesfroce"),
    'connections.yaml:3:11  LW1103  kind "salesfroce" must be one of the known kinds\n  hint: did you mean "salesforce"?',
  ],
  [
    "a grant that is none",
    inConnections("client_credentials", "client_credential"),
    'connections.yaml:5:20  LW1103  grant "client_credential" must be one of client_credentials, jwt_bearer, refresh_token\n  hint: did you mean "client_credentials"?',
  ],
  [
    "a connection name that AppFlow refuses",
    inConnections("  crm:", "  c r m:"),
    'connections.yaml:2:3  LW1103  the name "c r m" must be letters, digits and / ! @ # + = . - _, at most 256 (AppFlow\'s rule)',
  ],
  [
    "a flag that is neither yes nor no",
    objectWith("pii: 2"),
    "appflow.yaml:8:16  LW1103  pii 2 must be 0 or 1 (or true, false, na)",
  ],
  [
    "a flag in other words, without an empty hint",
    objectWith("pii: perhaps"),
    'appflow.yaml:8:16  LW1103  pii "perhaps" must be 0 or 1 (or true, false, na)',
  ],
  [
    "an API that does not exist",
    objectWith("api: bluk"),
    'appflow.yaml:8:16  LW1103  api "bluk" must be one of bulk, rest, auto\n  hint: did you mean "bulk"?',
  ],
  [
    "a map where a list belongs",
    { appflow: appflow.replace("- name: Account", "name: Account") },
    "appflow.yaml:7:9  LW1103  objects, a map, must be a list",
  ],
  [
    "a word where an object belongs",
    { appflow: appflow.replace("- name: Account", "- Account") },
    'appflow.yaml:7:11  LW1103  entry 1 of objects "Account" must be a map (key: value)',
  ],
  [
    "a list with an empty entry",
    objectWith("exclude_fields: A__c,,B__c"),
    'appflow.yaml:8:27  LW1103  exclude_fields "A__c,,B__c" has an empty entry\n  hint: remove the extra comma',
  ],
  [
    "a name twice in a list",
    objectWith("connector_profile: [crm, crm]"),
    'appflow.yaml:8:31  LW1103  connector_profile, a list, names "crm" twice',
  ],
  [
    "a description that AppFlow refuses",
    objectWith("description: Accounts (CRM)"),
    'appflow.yaml:8:33  LW1420  description "Accounts (CRM)" holds "(", which AppFlow refuses in descriptions\n  hint: allowed: letters, digits, blanks and ! @ # - . ? , _',
  ],
  [
    "a prefix that leads out of its folder",
    objectWith("s3_prefix: a/../../b"),
    'appflow.yaml:8:22  LW1419  s3_prefix "a/../../b" has a part that is only dots\n  hint: use letters, digits, - _ . ! \' ( ) = and single slashes between folders',
  ],
  [
    "a schedule that is none",
    objectWith("schedule_expression: daily"),
    'appflow.yaml:8:32  LW1408  schedule_expression "daily" must be rate(…), cron(…) or na\n  hint: write rate(1 day), cron(0 6 * * ? *), or na for a flow that runs on demand',
  ],
  [
    "a partition column in upper case",
    objectWith("bookmark_col: Load-Date"),
    'appflow.yaml:8:25  LW1418  bookmark_col "Load-Date" must be lower-case letters, digits and _, not starting with a digit\n  hint: such as load_date',
  ],
  [
    "a field name that cannot be one",
    objectWith("exclude_fields: Fax, Home Phone"),
    'appflow.yaml:8:32  LW1409  exclude_fields "Fax, Home Phone" holds "Home Phone", which is not an API name of Salesforce\n  hint: write the API name, such as Account or Call_Activity__c',
  ],
];

test.each(cases)("reports %s at its place", (_, texts, expected) => {
  expect(problemsIn(texts)).toContain(expected);
});

const secrets: readonly [where: string, texts: Texts][] = [
  ["a client secret", inConnections('"${secret:crm}"', "hunter2")],
  ["half a reference", inConnections('"${secret:crm}"', '"${secret:crm}hunter2"')],
  ["a number", inConnections('"${secret:crm}"', "[hunter2]")],
  ["auth as a whole", inConnections(/auth: .*/.exec(connections)?.[0] ?? "", "auth: hunter2")],
  ["an address", inConnections("https://", "https://jo:hunter2@")],
  ["an alias", inConnections('"${secret:crm}"', "*hunter2")],
  ["a tag", inConnections('"${secret:crm}"', "!hunter2 x")],
  ["a client id", inConnections("client_id: app", 'client_id: "${hunter2}"')],
  ["broken YAML", inConnections('"${secret:crm}"', '"hunter2')],
];

test.each(secrets)("never repeats a secret in %s", (_, texts) => {
  const found = problemsIn(texts);
  expect(found).not.toEqual([]);
  expect(found.join("\n")).not.toContain("hunter2");
});

test("a secret as text is named by its key and line", () => {
  expect(problemsIn(inConnections('"${secret:crm}"', "hunter2"))).toEqual([
    "connections.yaml:5:71  LW1301  client_secret holds text where a secret must be a reference\n  hint: write ${env:NAME} or ${secret:NAME}; change the secret if the file was shared",
  ]);
});

test.each([
  ["http://crm.example.com", "must be https: crm.example.com is not this machine"],
  ["http://127.0.0.1.example.com", "must be https: 127.0.0.1.example.com is not this machine"],
  ["crm.example.com", "must be an https address"],
  ["ftp://crm.example.com", "must be an https address"],
  ["https://crm.example.com/services", "must end after the host and port"],
])("refuses the address %s", (address, why) => {
  expect(problemsIn(inConnections("https://crm.example.com", address))).toEqual([
    expect.stringContaining(`connections.yaml:4:19  LW1302  instance_url ${why}`),
  ]);
});

test("all problems of all files are listed at once, in the order of file and line", () => {
  const codes = problemsIn({
    ...inPlatform("name: gtm", "name: GTM"),
    ...inConnections("kind: salesforce", "kind: x"),
    ...objectWith("pii: 2", "colour: red"),
  }).map((problem) => problem.split("\n")[0]?.split(/ {2}/).slice(0, 2).join(" "));
  expect(codes).toEqual([
    "appflow.yaml:8:16 LW1103",
    "appflow.yaml:9:11 LW1101",
    "connections.yaml:3:11 LW1103",
    "platform.yaml:2:9 LW1103",
  ]);
});
