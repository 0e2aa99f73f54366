import { expect, test } from "vitest";
import { platformOf, problemsIn, type Texts, validTexts } from "../../../test/check-texts.ts";

const { platform } = validTexts;

/** platform.yaml whose dev has these keys under `deployment:`, one a line from line 9 on. */
function deployedWith(...keys: string[]): Texts {
  const dev = [
    "    dev:",
    '      account: "111111111111"',
    "      region: eu-west-1",
    "      deployment:",
    ...keys.map((key) => `        ${key}`),
  ];
  return { platform: platform.replace(/ {4}dev:.*/, dev.join("\n")) };
}

/** platform.yaml with these lines between `owner` and `environments`, from line 4 on. */
function platformWith(...lines: string[]): Texts {
  return { platform: platform.replace("  environments:", `${lines.join("\n")}\n  environments:`) };
}

const role = (account: string) => `arn:aws:iam::${account}:role/x`;

const cases: readonly [fault: string, texts: Texts, expected: string[]][] = [
  [
    "a zone's age without a unit",
    platformWith("  zones: { raw: { archive_after: 180 } }"),
    [
      "platform.yaml:4:34  LW1251  archive_after 180 must be a number of days or years\n  hint: write a number and a unit, such as 180 days or 7 years; or na for never",
    ],
  ],
  [
    "a zone that does not exist",
    platformWith("  zones: { rwa: {} }"),
    ['platform.yaml:4:12  LW1101  unknown key "rwa" in zones\n  hint: did you mean "raw"?'],
  ],
  [
    "a zone that is archived too early",
    platformWith("  zones: { raw: { archive_after: 2 weeks } }"),
    [
      "platform.yaml:4:34  LW1254  archive_after of raw is 14 days, S3 allows 30 at the earliest\n  hint: such as 180 days, or na",
    ],
  ],
  [
    "a zone that one environment deletes before the platform archives it",
    {
      platform: platformWith("  zones: { raw: { archive_after: 6 months } }").platform?.replace(
        'dev: { account: "111111111111",',
        'dev: { zones: { raw: { expire_after: 90 days } }, account: "111111111111",',
      ),
    } as Texts,
    [
      "platform.yaml:4:34  LW1254  raw would be archived after 180 days and deleted after 90\n  hint: archive earlier, or leave archive_after out",
    ],
  ],
  [
    "a boundary that is no ARN",
    deployedWith("permissions_boundary: boundary"),
    [
      'platform.yaml:9:31  LW1252  permissions_boundary "boundary" must be the ARN of an IAM policy\n  hint: such as arn:aws:iam::<account>:policy/<name>',
    ],
  ],
  [
    "an alias where a key must stand",
    deployedWith("key: arn:aws:kms:eu-west-1:111111111111:alias/lake"),
    [
      'platform.yaml:9:14  LW1252  key "arn:aws:kms:eu-west-1:111111111111:alias/lake" must be the ARN of a KMS key\n  hint: such as arn:aws:kms:<region>:<account>:key/<id>; an alias will not do',
    ],
  ],
  [
    "a key of another region",
    deployedWith("key: arn:aws:kms:eu-west-2:111111111111:key/1234"),
    [
      "platform.yaml:9:14  LW1253  key is in region eu-west-2, environment dev in eu-west-1\n  hint: name one of eu-west-1",
    ],
  ],
  [
    "a role of another account among the administrators",
    deployedWith(`lake_administrators: [steward, ${role("222222222222")}]`),
    [
      "platform.yaml:9:40  LW1253  lake_administrators is in account 222222222222, environment dev in 111111111111\n  hint: name one of 111111111111",
    ],
  ],
  [
    "a topic of another partition",
    deployedWith("alarm_topic: arn:aws-cn:sns:eu-west-1:111111111111:alarms"),
    [
      "platform.yaml:9:22  LW1253  alarm_topic is in partition aws-cn, environment dev in aws\n  hint: name one of aws",
    ],
  ],
  [
    "days that CloudWatch Logs does not keep",
    deployedWith("log_retention: 364"),
    [
      expect.stringMatching(
        /^platform\.yaml:9:24 {2}LW1103 {2}log_retention 364 must be one of 1, 3,/,
      ),
    ],
  ],
  [
    "a flow that is pinned and does not exist",
    deployedWith("pinned_flows: { gtm-dev-crm-Acount: 3 }"),
    [
      'platform.yaml:9:25  LW1255  environment dev has no flow called "gtm-dev-crm-Acount"\n  hint: did you mean "gtm-dev-crm-Account"?',
    ],
  ],
  [
    "a flow that is pinned to a stack that does not exist",
    deployedWith("pinned_flows: { gtm-dev-crm-Account: 32 }"),
    ["platform.yaml:9:46  LW1103  gtm-dev-crm-Account 32 must be a whole number from 0 to 31"],
  ],
  [
    "an override of an app that is none",
    deployedWith("overrides: { data_like/zones/raw: { Properties.A: 1 } }"),
    [
      'platform.yaml:9:22  LW1256  overrides name an unknown app "data_like"\n  hint: did you mean "data_lake"?',
    ],
  ],
  [
    "an override of a whole app",
    deployedWith("overrides: { core: { Properties.A: 1 } }"),
    [
      'platform.yaml:9:22  LW1256  "core" is not the path of a construct\n  hint: write <app>/<construct>/…, such as data_lake/zones/raw',
    ],
  ],
  [
    "an override whose property is written with backslashes, which would hide its name",
    deployedWith("overrides: { core/key: { Properties.Key\\Policy: {} } }"),
    [
      'platform.yaml:9:34  LW1256  "Properties.Key\\\\Policy" is not the path of a property\n  hint: write Properties.… with dots: Properties.Tracing.Mode',
    ],
  ],
  [
    "an override of what is no property",
    deployedWith("overrides: { core/key: { DeletionPolicy: Delete } }"),
    [
      'platform.yaml:9:34  LW1256  "DeletionPolicy" is not the path of a property\n  hint: write Properties.… with dots: Properties.Tracing.Mode',
    ],
  ],
  [
    "an override without a value",
    deployedWith("overrides: { core/key: { Properties.A: } }"),
    [
      "platform.yaml:9:34  LW1104  Properties.A has no value\n  hint: give it one, or remove the line",
    ],
  ],
  [
    "a finding that nobody answers for",
    deployedWith("acknowledge: [{ finding: CKV_AWS_18, on: data_lake/zones/raw, reason: none }]"),
    ["platform.yaml:9:23  LW1102  owner is missing"],
  ],
  [
    "a finding that is acknowledged twice",
    deployedWith(
      "acknowledge:",
      "  - { finding: CKV_AWS_18, on: data_lake/zones, owner: jo, reason: a }",
      "  - { finding: CKV_AWS_18, on: data_lake/zones, owner: jo, reason: b }",
    ),
    [
      "platform.yaml:11:13  LW1257  CKV_AWS_18 on data_lake/zones is acknowledged twice; the other is at platform.yaml:10:13\n  hint: remove one of the two",
    ],
  ],
  [
    "an account's key among those for every environment",
    platformWith(`  deployment: { location_role: "${role("111111111111")}" }`),
    [
      'platform.yaml:4:17  LW1101  unknown key "location_role" in deployment\n  hint: the keys are qualifier, log_retention, overrides, acknowledge',
    ],
  ],
  [
    "a VPC without subnets",
    deployedWith("vpc: { id: vpc-12345678, subnets: [], security_groups: [sg-12345678] }"),
    [
      expect.stringMatching(
        /^platform\.yaml:9:43 {2}LW1103 .* must be a list of at least one subnet$/,
      ),
    ],
  ],
];

test.each(cases)("reports %s at its place", (_, texts, expected) => {
  expect(problemsIn(texts)).toEqual(expected);
});

test("without a deployment everything has its default, at the environment's line", () => {
  const { dev, local } = platformOf({}).environments;
  expect(dev?.deployment).toEqual({
    qualifier: "hnb659fds",
    permissionsBoundary: undefined,
    key: undefined,
    loggingBucket: undefined,
    locationRole: undefined,
    vpc: undefined,
    lakeAdministrators: [],
    alarmTopic: undefined,
    logRetentionDays: 365,
    pinnedFlows: {},
    overrides: [],
    acknowledgements: [],
    at: { file: "/gtm/platform.yaml", line: 5, column: 5 },
  });
  expect(local?.deployment).toBeUndefined();
});

test("what an account brings arrives as it is written", () => {
  const own = "111111111111";
  const { deployment } =
    platformOf(
      deployedWith(
        "qualifier: gtm",
        "permissions_boundary: arn:aws:iam::aws:policy/PowerUserAccess",
        `key: arn:aws:kms:eu-west-1:${own}:key/12345678-1234`,
        "logging_bucket: gtm-logs",
        `location_role: ${role(own)}`,
        "vpc: { id: vpc-12345678, subnets: [subnet-12345678], security_groups: [sg-12345678] }",
        `lake_administrators: [steward, "${role(own)}"]`,
        `alarm_topic: arn:aws:sns:eu-west-1:${own}:alarms`,
        "log_retention: 90",
        "pinned_flows: { gtm-dev-crm-Account: 7 }",
      ),
    ).environments.dev ?? {};
  expect(deployment).toMatchObject({
    qualifier: "gtm",
    permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess",
    key: `arn:aws:kms:eu-west-1:${own}:key/12345678-1234`,
    loggingBucket: "gtm-logs",
    locationRole: role(own),
    vpc: { id: "vpc-12345678", subnets: ["subnet-12345678"], securityGroups: ["sg-12345678"] },
    lakeAdministrators: ["steward", role(own)],
    alarmTopic: `arn:aws:sns:eu-west-1:${own}:alarms`,
    logRetentionDays: 90,
    pinnedFlows: { "gtm-dev-crm-Account": 7 },
    at: { line: 8, column: 7 },
  });
});

test("an environment adds overrides and acknowledgements to the platform's and wins over them", () => {
  const shared = platformWith(
    "  deployment:",
    "    log_retention: 30",
    "    overrides: { core/key: { Properties.A: 1, Properties.B: { C: [2] } } }",
    "    acknowledge: [{ finding: CKV_AWS_18, on: data_lake/zones, owner: jo, reason: a }]",
  ).platform;
  const dev = `dev: { deployment: { log_retention: 90, overrides: { core/key: { Properties.A: 3 } },
      acknowledge: [{ finding: CKV_AWS_18, on: data_lake/zones/raw, owner: jo, reason: a }] },`;
  const { environments } = platformOf({ platform: shared?.replace("dev: {", dev) ?? "" });
  expect(environments.prod?.deployment).toMatchObject({
    logRetentionDays: 30,
    overrides: [
      { construct: "core/key", property: "Properties.A", value: 1, at: { line: 6, column: 44 } },
      { property: "Properties.B", value: { C: [2] } },
    ],
    acknowledgements: [{ on: "data_lake/zones", owner: "jo", reason: "a", at: { line: 7 } }],
  });
  expect(environments.dev?.deployment).toMatchObject({
    logRetentionDays: 90,
    overrides: [{ property: "Properties.A", value: 3 }, { property: "Properties.B" }],
    acknowledgements: [{ on: "data_lake/zones" }, { on: "data_lake/zones/raw" }],
  });
});

test("zones keep everything unless an age is given; an environment may give another, or never", () => {
  const zones = "  zones: { raw: { archive_after: 180 days, expire_after: 7 years } }";
  const dev = "dev: { zones: { raw: { archive_after: na, expire_after: 30 days } },";
  const { environments } = platformOf({
    platform: platformWith(zones).platform?.replace("dev: {", dev) ?? "",
  });
  const never = { archiveAfterDays: undefined, expireAfterDays: undefined };
  expect(environments.prod?.zones).toEqual({
    raw: { archiveAfterDays: 180, expireAfterDays: 2555 },
    curated: never,
    outbound: never,
    quarantine: never,
  });
  const short = { archiveAfterDays: undefined, expireAfterDays: 30 };
  expect([environments.dev?.zones.raw, environments.local?.zones.raw]).toEqual([short, short]);
});

test("administrators of Lake Formation are counted with the platform's own, and told from 80 % on", () => {
  const administrators = (count: number) =>
    problemsIn(
      deployedWith(
        `lake_administrators: [${Array.from({ length: count }, (_, i) => `a${i}`).join(", ")}]`,
      ),
    );
  expect(administrators(20)).toEqual([]);
  expect(administrators(21)).toEqual([
    "platform.yaml:9:9  LW1604  warning: 21 administrators and 3 of the platform's own in environment dev, Lake Formation allows 30\n  hint: let them share a role",
  ]);
  expect(administrators(28)).toEqual([expect.stringContaining("LW1605  28 administrators and 3")]);
});
