import { expect, test } from "vitest";
import { accessProblems, grantsWith } from "../../../test/access-texts.ts";

type Parts = Readonly<Record<string, string>>;

/** Parts of access.yaml in place of valid ones, and every line that a user sees for them. */
const cases: readonly [fault: string, parts: Parts, expected: readonly string[]][] = [
  [
    "a filter without rows",
    { filters: "{ f: { on: crm.account, columns: id } }" },
    ["access.yaml:6:14  LW1102  rows is missing"],
  ],
  [
    "a function in a row expression",
    { filters: "{ f: { on: crm.account, rows: \"lower(type) = 'x'\", columns: id } }" },
    [
      "access.yaml:6:43  LW1617  functions are not allowed: compare a column with a constant, with = != < <= > >= BETWEEN IN LIKE IS NULL",
    ],
  ],
  [
    "a fault behind escapes",
    { filters: "{ f: { on: crm.account, rows: 'name = ''x'' AND b = c', columns: id } }" },
    ["access.yaml:6:64  LW1617  two columns cannot be compared; text goes in single quotes"],
  ],
  [
    "IS NULL on the partition column",
    { filters: "{ f: { on: crm.account, rows: type = 'x' OR load_date IS NULL, columns: id } }" },
    [
      "access.yaml:6:56  LW1625  load_date is the partition column: IS NULL does not work on it\n  hint: it holds the load date, which is never missing",
    ],
  ],
  [
    "a reserved column",
    { filters: "{ f: { on: crm.account, rows: oid = 1, columns: [id] } }" },
    [
      "access.yaml:6:42  LW1627  rows of a table with a column oid cannot be filtered\n  hint: the name is reserved: exclude the field from the flow",
    ],
  ],
  [
    "a filter with all columns of a personal table",
    {
      filters: "{ f: { on: crm.account, rows: all } }",
      grants: grantsWith("{ to: all_iam_principals, filter: f }"),
    },
    [
      "access.yaml:4:7  LW1629  all_iam_principals gets all columns of crm.account, which has personal or unclassified data\n  hint: list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
    ],
  ],
  [
    "a filter with unclassified columns",
    {
      filters: "{ f: { on: crm.log__c, rows: all, columns: [id] } }",
      grants: grantsWith("{ to: all_iam_principals, filter: f }"),
    },
    [
      "access.yaml:4:7  LW1630  all_iam_principals is not a steward and gets id of crm.log__c, which is unclassified\n  hint: classify them under assign:, or give the role kind: steward",
    ],
  ],
  [
    "a filter beside DESCRIBE",
    {
      filters: "{ f: { on: crm.product2, rows: all, columns: [id] } }",
      grants: grantsWith(
        "{ to: analyst, filter: f }",
        "{ to: analyst, on: crm.product2, allow: describe }",
      ),
    },
    [
      "access.yaml:4:7  LW1619  analyst selects a part of crm.product2 here and has describe on all of it at access.yaml:5:7\n  hint: keep one of the two, or give one to another role",
    ],
  ],
  [
    "DESCRIBE on a filter",
    {
      filters: "{ f: { on: crm.product2, rows: all } }",
      grants: grantsWith("{ to: analyst, filter: f, allow: [describe] }"),
    },
    [
      "access.yaml:4:41  LW1618  describe cannot be granted on columns or a filter\n  hint: only select; give other permissions to another role",
    ],
  ],
  [
    "a tag value that is too long",
    { tags: `{ a: [${"x".repeat(51)}] }` },
    [
      'access.yaml:6:15  LW1622  the value "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" of a has 51 characters, Lake Formation allows 50',
    ],
  ],
  [
    "a tag without values",
    { tags: "{ a: [] }" },
    ['access.yaml:6:11  LW1622  the tag "a" has no values'],
  ],
  [
    "a sensitivity without its values",
    { tags: "{ sensitivity: [personal, public] }" },
    [
      "access.yaml:6:11  LW1639  sensitivity lacks its value internal\n  hint: leave the key out: it is always there",
    ],
  ],
  [
    "an unknown tag value",
    { assign: "\n    - { on: crm.account, tags: { sensitivity: privat } }" },
    [
      'access.yaml:7:47  LW1614  the LF-tag sensitivity has no value "privat"\n  hint: the values are personal, internal, public, unclassified',
    ],
  ],
  [
    "a tag on a wildcard",
    { assign: "\n    - { on: crm.*, tags: { sensitivity: public } }" },
    [
      "access.yaml:7:13  LW1616  tags are set on a database, a table or columns, not on a wildcard\n  hint: write crm: its tables inherit from it",
    ],
  ],
  [
    "columns of a database",
    { assign: "\n    - { on: crm, columns: [id], tags: { sensitivity: public } }" },
    [
      "access.yaml:7:18  LW1616  columns belong to a table, not to a database\n  hint: write on: <database>.<table>",
    ],
  ],
  [
    "two values of a column",
    {
      assign:
        "\n    - { on: crm.account, columns: [id, type], tags: { sensitivity: internal } }\n    - { on: crm.account, columns: type, tags: { sensitivity: public } }",
    },
    [
      "access.yaml:8:62  LW1623  sensitivity of crm.account.type is assigned as public, and as internal; the other is at access.yaml:7:68\n  hint: remove one of the two",
    ],
  ],
  [
    "the same value twice",
    {
      assign:
        "\n    - { on: crm.product2, tags: { sensitivity: public } }\n    - { on: crm.Product2, tags: { Sensitivity: Public } }",
    },
    [
      "access.yaml:8:48  LW1623  sensitivity of crm.product2 is assigned again; the other is at access.yaml:7:48\n  hint: remove one of the two",
    ],
  ],
  [
    "a personal table as public",
    { assign: "\n    - { on: crm.account, tags: { sensitivity: public } }" },
    [
      "access.yaml:7:47  LW1639  crm.account cannot be public: its flow says pii: 1 at appflow.yaml:7:33\n  hint: name the columns that are not personal, or change pii",
    ],
  ],
  [
    "a sensitivity of a database",
    { assign: "\n    - { on: crm, tags: { sensitivity: public } }" },
    [
      "access.yaml:7:39  LW1639  every table has a sensitivity of its own, so that of crm has no effect\n  hint: assign it to tables or columns",
    ],
  ],
  [
    "a personal partition column",
    {
      assign: "\n    - { on: crm.account, columns: [load_date], tags: { sensitivity: personal } }",
    },
    [
      "access.yaml:7:69  LW1626  load_date is the partition column, which Lake Formation cannot close: it cannot be personal\n  hint: everyone who sees a column of the table sees it too",
    ],
  ],
  [
    "a role without grants",
    { roles: "{ analyst: {}, chief: { kind: steward }, idle: {} }" },
    [
      "access.yaml:2:51  LW1634  warning: the role idle has no grants: it sees nothing\n  hint: remove it, or say under grants: what it may do",
    ],
  ],
  [
    "a group without members",
    { roles: "{ analyst: {}, chief: { kind: steward }, team: { kind: group } }" },
    [
      "access.yaml:2:51  LW1634  warning: no role belongs to the group team\n  hint: remove it, or say under grants: what it may do",
    ],
  ],
  [
    "a group that is a persona",
    { roles: "{ analyst: { groups: [chief] }, chief: { kind: steward } }" },
    ["access.yaml:2:32  LW1633  chief is a steward, not a group\n  hint: give chief kind: group"],
  ],
  [
    "an unknown group",
    { roles: "{ analyst: { groups: [team] }, chief: { kind: steward } }" },
    [
      'access.yaml:2:32  LW1611  no role is called "team"\n  hint: declare it under roles:, with kind: group',
    ],
  ],
  [
    "groups in a circle",
    {
      roles:
        "{ analyst: {groups: a}, chief: { kind: steward }, a: {kind: group, groups: b}, b: {kind: group, groups: a} }",
    },
    [
      "access.yaml:2:85  LW1633  a belongs to itself through b\n  hint: remove one of the groups",
      "access.yaml:2:114  LW1633  b belongs to itself through a\n  hint: remove one of the groups",
    ],
  ],
  [
    "a reserved name",
    { roles: "{ analyst: {}, chief: { kind: steward }, nobody: {} }" },
    [
      "access.yaml:2:51  LW1634  warning: the role nobody has no grants: it sees nothing\n  hint: remove it, or say under grants: what it may do",
      "access.yaml:2:51  LW1642  a role cannot be called nobody\n  hint: the word has a meaning in grants",
    ],
  ],
  [
    "one IAM role for two",
    {
      roles:
        "{ analyst: { iam_role: r }, chief: { kind: steward, iam_role: { prod: 'arn:aws:iam::222222222222:role/r' } } }",
    },
    [
      "access.yaml:2:72  LW1641  chief and analyst are the same IAM role: each would see what both may\n  hint: give each a role of its own",
    ],
  ],
  [
    "an IAM role in an unknown environment",
    { roles: "{ analyst: { iam_role: { prd: r } }, chief: { kind: steward } }" },
    ['access.yaml:2:35  LW1638  no environment is called "prd"\n  hint: did you mean "prod"?'],
  ],
  [
    "a kind that does not exist",
    { roles: "{ analyst: { kind: stewart }, chief: { kind: steward } }" },
    [
      'access.yaml:2:29  LW1103  kind "stewart" must be one of persona, steward, job, service, group\n  hint: did you mean "steward"?',
    ],
  ],
  [
    "a mask without its constant",
    { masks: "\n    - { on: crm.account, columns: name, for: analyst, as: constant }" },
    ['access.yaml:7:55  LW1616  the constant has no value\n  hint: add value: "…"'],
  ],
  [
    "a hash with a value",
    { masks: "\n    - { on: crm.account, columns: name, for: analyst, as: hash, value: x }" },
    [
      "access.yaml:7:65  LW1616  value does not go with as: hash\n  hint: remove it, or write as: constant",
    ],
  ],
  [
    "a mask on a database",
    { masks: "\n    - { on: crm, columns: name, for: analyst, as: hash }" },
    ["access.yaml:7:9  LW1616  a mask needs a table\n  hint: write on: <database>.<table>"],
  ],
  [
    "two masks",
    {
      masks:
        "\n    - { on: crm.account, columns: [name, phone], for: analyst, as: hash }\n    - { on: crm.account, columns: phone, for: analyst, as: hash }",
    },
    [
      "access.yaml:8:7  LW1643  phone is masked for analyst twice; the other is at access.yaml:7:7\n  hint: remove one of the two",
    ],
  ],
  [
    "a mask for an unknown role",
    { masks: "\n    - { on: crm.account, columns: name, for: analist, as: hash }" },
    ['access.yaml:7:46  LW1611  no role is called "analist"\n  hint: did you mean "analyst"?'],
  ],
  [
    "an expired exception",
    {
      exceptions:
        "\n    - { finding: LW1634, on: idle, owner: jo, reason: soon, expires: 2026-01-14 }",
    },
    [
      "access.yaml:7:70  LW1632  the exception expired on 2026-01-14\n  hint: solve LW1634, or let jo decide until when it is accepted",
    ],
  ],
  [
    "an exception without a day",
    { exceptions: "\n    - { finding: LW1634, on: idle, owner: jo, reason: soon }" },
    ["access.yaml:7:7  LW1102  expires is missing"],
  ],
  [
    "an exception from an error",
    {
      exceptions:
        "\n    - { finding: LW1629, on: crm.account, owner: jo, reason: soon, expires: 2026-12-31 }",
    },
    [
      "access.yaml:7:18  LW1645  LW1629 is an error, which cannot be accepted\n  hint: solve it; exceptions are for warnings",
    ],
  ],
  [
    "an exception from nothing",
    {
      exceptions:
        "\n    - { finding: LW9999, on: x, owner: jo, reason: soon, expires: 2026-12-31 }",
    },
    [
      "access.yaml:7:18  LW1645  there is no problem LW9999\n  hint: docs/config.md lists the codes",
    ],
  ],
  [
    "an exception from a finding that does not exist",
    {
      exceptions:
        "\n    - { finding: widened_acess, on: x, owner: jo, reason: soon, expires: 2026-12-31 }",
    },
    [
      'access.yaml:7:18  LW1645  there is no finding "widened_acess"\n  hint: did you mean "widened_access"?',
    ],
  ],
  [
    "an approval of a widening that names no role's view of a table",
    {
      exceptions:
        "\n    - { finding: widened_access, on: analyst of crm.account, owner: jo, reason: soon, expires: 2026-12-31 }",
    },
    [
      'access.yaml:7:38  LW1645  "analyst of crm.account" names nothing that can be approved\n  hint: write on: <role> <database>.<table>, or <role>',
    ],
  ],
  [
    "an exception to a day that does not exist",
    {
      exceptions:
        "\n    - { finding: LW1634, on: x, owner: jo, reason: soon, expires: 2026-02-30 }",
    },
    [
      'access.yaml:7:67  LW1103  expires "2026-02-30" must be a day\n  hint: write the last day it holds, such as 2026-12-31',
    ],
  ],
  [
    "two owners",
    {
      domains:
        "{ a: { owner: jo, databases: [crm], tags: sensitivity }, b: { owner: mo, databases: crm, tags: [sensitivity] } }",
    },
    [
      "access.yaml:6:96  LW1635  crm belongs to the domain a already\n  hint: one domain owns it; grant to the other's roles",
      "access.yaml:6:108  LW1635  sensitivity belongs to the domain a already\n  hint: one domain owns it; grant to the other's roles",
    ],
  ],
  [
    "two owners of a table",
    {
      domains: "{ a: { owner: jo, tables: crm.Account }, b: { owner: mo, tables: [crm.account] } }",
    },
    [
      "access.yaml:6:78  LW1635  crm.account belongs to the domain a already\n  hint: one domain owns it; grant to the other's roles",
    ],
  ],
  [
    "an unknown table of a domain",
    { domains: "{ a: { owner: jo, tables: [crm.acount] } }" },
    [
      'access.yaml:6:39  LW1612  no flow makes the table "crm.acount"\n  hint: did you mean "crm.account"?',
    ],
  ],
  [
    "a database under tables of a domain",
    { domains: "{ a: { owner: jo, tables: [crm] } }" },
    [
      'access.yaml:6:38  LW1103  tables, a list, holds "crm", which is not a table: write <database>.<table>',
    ],
  ],
  [
    "an unknown database of a domain",
    { domains: "{ a: { owner: jo, databases: [cmr] } }" },
    ['access.yaml:6:42  LW1612  no flow makes the database "cmr"\n  hint: did you mean "crm"?'],
  ],
  [
    "a schema of queries in place of its database",
    { domains: "{ a: { owner: jo, databases: [crm_current] } }" },
    [
      'access.yaml:6:42  LW1612  no flow makes the database "crm_current"\n  hint: did you mean "crm"?',
    ],
  ],
  [
    "an account that is none",
    { domains: '{ a: { owner: jo, shared_with: ["12"] } }' },
    [
      'access.yaml:6:43  LW1103  shared_with, a list, holds "12", which is not an account: twelve digits in quotes',
    ],
  ],
  [
    "a test of an unknown role",
    { tests: "\n    - { name: t, as: analist, on: crm.account, expects: denied }" },
    ['access.yaml:7:22  LW1611  no role is called "analist"\n  hint: did you mean "analyst"?'],
  ],
  [
    "a test of an unknown table",
    { tests: "\n    - { name: t, as: analyst, on: crm.accounts, expects: denied }" },
    [
      'access.yaml:7:35  LW1612  no flow makes the table "crm.accounts"\n  hint: did you mean "crm.account"?',
    ],
  ],
  [
    "a test that expects nothing",
    { tests: "\n    - { name: t, as: analyst, on: crm.account }" },
    [
      "access.yaml:7:7  LW1616  the test expects nothing\n  hint: add expects: denied, or columns, hides or rows",
    ],
  ],
  [
    "a denied test with rows",
    { tests: "\n    - { name: t, as: analyst, on: crm.account, expects: denied, rows: all }" },
    [
      "access.yaml:7:65  LW1616  rows does not go with expects: denied\n  hint: a denied role sees no columns and no rows",
    ],
  ],
  [
    "a test that contradicts itself",
    {
      tests: "\n    - { name: t, as: analyst, on: crm.account, columns: [id, name], hides: name }",
    },
    ["access.yaml:7:76  LW1644  name is in both columns and hides\n  hint: keep one of the two"],
  ],
  [
    "a test with a bad row expression",
    { tests: "\n    - { name: t, as: analyst, on: crm.account, rows: type == 'x' }" },
    ["access.yaml:7:59  LW1617  write = to compare"],
  ],
  [
    "a test twice",
    {
      tests:
        "\n    - { name: t, as: analyst, on: crm.account, expects: denied }\n    - { name: T, as: chief, on: crm.account, rows: all }",
    },
    [
      'access.yaml:8:15  LW1636  duplicate name "T"; the other is at access.yaml:7:15\n  hint: rename one of the two',
    ],
  ],
  [
    "a personal table without a rule",
    { grants: "\n    - { to: analyst, select: crm.product2 }\n    - { to: chief, select: crm.* }" },
    [
      "appflow.yaml:7:33  LW1631  crm.account holds personal data, and access.yaml does not say who sees it\n  hint: grant some of it, tag its columns, or add { to: nobody, on: crm.account, reason: … } to grants",
    ],
  ],
  [
    "an unknown part",
    { grans: "[]" },
    ['access.yaml:6:3  LW1101  unknown key "grans" in access\n  hint: did you mean "grants"?'],
  ],
];

test.each(cases)("access.yaml is refused for %s", (_, parts, expected) => {
  expect(accessProblems(parts)).toEqual(expected);
});

test.each([
  [
    "exclude_list_on_personal",
    "crm.acount",
    '57  LW1612  no flow makes the table "crm.acount"',
    "crm.account",
  ],
  [
    "widened_access",
    "analyst crm.acount",
    '55  LW1612  no flow makes the table "crm.acount"',
    "crm.account",
  ],
  [
    "column_missing",
    "crm.acount.vip__c",
    '47  LW1612  no flow makes the table "crm.acount"',
    "crm.account",
  ],
  ["personal_in_mart", "cmr.account.name", '49  LW1612  no flow makes the database "cmr"', "crm"],
])("an exception for %s on %s, which nothing makes, is refused", (finding, on, message, near) => {
  const exceptions = `[{ finding: ${finding}, on: ${on}, owner: jo, reason: soon, expires: 2026-12-31 }]`;
  expect(accessProblems({ exceptions })).toEqual([
    `access.yaml:6:${message}\n  hint: did you mean "${near}"?`,
  ]);
});
