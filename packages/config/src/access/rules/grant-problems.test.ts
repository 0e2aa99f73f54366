import { expect, test } from "vitest";
import { grantProblems } from "../../../test/access-texts.ts";

/** Grants beside valid ones, the first of them on line 4, and every line that a user sees for them. */
const cases: readonly [fault: string, grants: readonly string[], expected: readonly string[]][] = [
  [
    "a role that does not exist",
    ["{ to: analist, select: crm.product2 }"],
    ['access.yaml:4:13  LW1611  no role is called "analist"\n  hint: did you mean "analyst"?'],
  ],
  [
    "one of several roles that does not exist",
    ["{ to: [analyst, boss], select: crm.product2 }"],
    [
      'access.yaml:4:23  LW1611  no role is called "boss"\n  hint: declare it under roles:, or name one of analyst, chief, iam_allowed_principals, all_iam_principals, nobody',
    ],
  ],
  [
    "a slip in the word for no role",
    ["{ to: noboddy, select: crm.product2 }"],
    ['access.yaml:4:13  LW1611  no role is called "noboddy"\n  hint: did you mean "nobody"?'],
  ],
  [
    "a table that no flow makes",
    ["{ to: analyst, select: crm.acount }"],
    [
      'access.yaml:4:30  LW1612  no flow makes the table "crm.acount"\n  hint: did you mean "crm.account"?',
    ],
  ],
  [
    "a database that no flow makes",
    ["{ to: analyst, on: cmr, allow: describe }"],
    ['access.yaml:4:26  LW1612  no flow makes the database "cmr"\n  hint: did you mean "crm"?'],
  ],
  [
    "a table of an unknown database",
    ["{ to: analyst, select: sap.product2 }"],
    [
      'access.yaml:4:30  LW1612  no flow makes the table "sap.product2"\n  hint: did you mean "crm.product2"?',
    ],
  ],
  [
    "a filter that does not exist",
    ["{ to: analyst, filter: german }"],
    ['access.yaml:4:30  LW1613  no filter is called "german"\n  hint: declare it under filters:'],
  ],
  [
    "an LF-tag that does not exist",
    ["{ to: analyst, tags: { sensitivty: public, sensitivity: public } }"],
    [
      'access.yaml:4:30  LW1614  no LF-tag is called "sensitivty"\n  hint: did you mean "sensitivity"?',
    ],
  ],
  [
    "a value that an LF-tag does not have",
    ["{ to: analyst, tags: { sensitivity: [public, secret] } }"],
    [
      'access.yaml:4:52  LW1614  the LF-tag sensitivity has no value "secret"\n  hint: the values are personal, internal, public, unclassified',
    ],
  ],
  [
    "a permission that does not exist",
    ["{ to: analyst, on: crm.product2, allow: [selct] }"],
    ['access.yaml:4:48  LW1615  there is no permission "selct"\n  hint: did you mean "select"?'],
  ],
  [
    "SELECT on a database",
    ["{ to: analyst, on: crm }"],
    [
      "access.yaml:4:7  LW1615  select cannot be granted on a database\n  hint: for its tables write crm.*; a database takes create_table, alter, drop, describe, all",
    ],
  ],
  [
    "a data location permission on a table",
    ["{ to: analyst, on: crm.product2, allow: data_location_access }"],
    [
      "access.yaml:4:47  LW1615  data_location_access cannot be granted on a table\n  hint: write location: <zone>/<prefix>",
    ],
  ],
  [
    "CREATE TABLE on a table",
    ["{ to: analyst, on: crm.product2, allow: create_table }"],
    [
      "access.yaml:4:47  LW1615  create_table cannot be granted on a table\n  hint: a table takes select, insert, delete, alter, drop, describe, all",
    ],
  ],
  [
    "SELECT on databases by tags",
    ["{ to: analyst, tags: { sensitivity: public }, level: database }"],
    [
      "access.yaml:4:7  LW1615  select cannot be granted on a database\n  hint: a database takes create_table, alter, drop, describe, all",
    ],
  ],
  [
    "INSERT on columns",
    ["{ to: analyst, on: crm.product2, columns: id, allow: [select, insert] }"],
    [
      "access.yaml:4:69  LW1618  insert cannot be granted on columns or a filter\n  hint: only select; give other permissions to another role",
    ],
  ],
  [
    "two resources",
    ["{ to: analyst, select: crm.product2, filter: x }"],
    [
      "access.yaml:4:44  LW1616  select and filter cannot be combined\n  hint: name one resource per grant",
    ],
  ],
  [
    "no resource",
    ["{ to: analyst }"],
    [
      "access.yaml:4:7  LW1616  the grant names no resource\n  hint: one of select, on, filter, tags, location",
    ],
  ],
  [
    "open and closed columns at once",
    ["{ to: analyst, select: crm.product2, columns: [id], except: [name] }"],
    [
      "access.yaml:4:59  LW1616  columns and except cannot be combined\n  hint: list the columns that are open, or those that are not",
    ],
  ],
  [
    "an empty column list",
    ["{ to: analyst, select: crm.product2, columns: [] }"],
    [
      "access.yaml:4:44  LW1616  columns names no column\n  hint: name columns, or leave the key out for all",
    ],
  ],
  [
    "columns of a database",
    ["{ to: analyst, on: crm.*, columns: [id] }"],
    [
      "access.yaml:4:33  LW1616  columns belongs to a table, not to all of them\n  hint: write on: <database>.<table>",
    ],
  ],
  [
    "columns beside tags",
    ["{ to: analyst, tags: { sensitivity: public }, columns: [id] }"],
    [
      "access.yaml:4:53  LW1616  columns does not go with tags\n  hint: a filter has columns of its own; LF-tags choose columns by their tags",
    ],
  ],
  [
    "allow beside select",
    ["{ to: analyst, select: crm.product2, allow: describe }"],
    [
      "access.yaml:4:44  LW1616  allow does not go with select\n  hint: select: means allow: select, a location means data_location_access",
    ],
  ],
  [
    "a level without tags",
    ["{ to: analyst, select: crm.product2, level: table }"],
    ["access.yaml:4:44  LW1616  level does not go with select\n  hint: level goes with tags"],
  ],
  [
    "a grant option on more than is granted",
    ["{ to: analyst, select: crm.product2, grantable: [insert] }"],
    [
      "access.yaml:4:56  LW1616  grantable names insert, which the grant does not allow\n  hint: grantable is a part of allow",
    ],
  ],
  [
    "a part of a table beside all of it",
    ["{ to: analyst, on: crm.account, allow: describe }"],
    [
      "access.yaml:5:7  LW1619  analyst selects a part of crm.account here and has describe on all of it at access.yaml:4:7\n  hint: keep one of the two, or give one to another role",
    ],
  ],
  [
    "a part of a table beside all tables",
    ["{ to: analyst, on: crm.*, allow: alter }"],
    [
      "access.yaml:5:7  LW1619  analyst selects a part of crm.account here and has alter on all of it at access.yaml:4:7\n  hint: keep one of the two, or give one to another role",
    ],
  ],
  [
    "a grant option on all columns but some",
    ["{ to: analyst, select: crm.product2, except: [name], grantable: select }"],
    [
      "access.yaml:4:60  LW1620  a grant option does not go with a list of closed columns\n  hint: list the open ones under columns:",
    ],
  ],
  [
    "too many keys",
    ["{ to: analyst, tags: { sensitivity: public, a: x, b: x, c: x, d: x, e: x } }"],
    [
      "access.yaml:4:22  LW1624  the tag expression has 6 keys, CloudFormation allows 5",
      'access.yaml:4:51  LW1614  no LF-tag is called "a"\n  hint: declare it under tags: (sensitivity)',
      'access.yaml:4:57  LW1614  no LF-tag is called "b"\n  hint: declare it under tags: (sensitivity)',
      'access.yaml:4:63  LW1614  no LF-tag is called "c"\n  hint: declare it under tags: (sensitivity)',
      'access.yaml:4:69  LW1614  no LF-tag is called "d"\n  hint: declare it under tags: (sensitivity)',
      'access.yaml:4:75  LW1614  no LF-tag is called "e"\n  hint: declare it under tags: (sensitivity)',
    ],
  ],
  [
    "no value",
    ["{ to: analyst, tags: { sensitivity: [] } }"],
    ["access.yaml:4:22  LW1624  the tag expression names no value of sensitivity"],
  ],
  [
    "a grant past Lake Formation",
    ["{ to: iam_allowed_principals, on: crm.product2, allow: all }"],
    [
      "access.yaml:4:13  LW1628  warning: iam_allowed_principals on crm.product2 switches Lake Formation off there: IAM alone decides, rows and columns are not filtered\n  hint: grant to roles instead, or add an exception with an owner and a day",
    ],
  ],
  [
    "all columns of a personal table",
    ["{ to: all_iam_principals, select: crm.account }"],
    [
      "access.yaml:4:7  LW1629  all_iam_principals gets all columns of crm.account, which has personal or unclassified data\n  hint: list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
    ],
  ],
  [
    "all columns but some",
    ["{ to: all_iam_principals, select: crm.account, except: [name] }"],
    [
      "access.yaml:4:7  LW1629  all_iam_principals gets all columns but some of crm.account, which has personal or unclassified data\n  hint: list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
    ],
  ],
  [
    "all tables of a database",
    ["{ to: all_iam_principals, select: crm.* }"],
    [
      "access.yaml:4:7  LW1629  all_iam_principals gets all columns of crm.account, which has personal or unclassified data\n  hint: list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
    ],
  ],
  [
    "INSERT, which reads",
    ["{ to: all_iam_principals, on: crm.account, allow: insert }"],
    [
      "access.yaml:4:7  LW1629  all_iam_principals gets all columns of crm.account, which has personal or unclassified data\n  hint: list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
    ],
  ],
  [
    "all columns of an unclassified table",
    ["{ to: analyst, select: crm.log__c }"],
    [
      "access.yaml:4:7  LW1629  analyst gets all columns of crm.log__c, which has unclassified data\n  hint: list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
    ],
  ],
  [
    "named columns of an unclassified table",
    ["{ to: analyst, select: crm.log__c, columns: [id, name] }"],
    [
      "access.yaml:4:52  LW1630  analyst is not a steward and gets id of crm.log__c, which is unclassified\n  hint: classify them under assign:, or give the role kind: steward",
    ],
  ],
  [
    "unclassified columns by their tag",
    ["{ to: analyst, tags: { sensitivity: [public, unclassified] } }"],
    [
      "access.yaml:4:52  LW1630  analyst is not a steward and gets unclassified columns\n  hint: classify them under assign:, or give the role kind: steward",
    ],
  ],
  [
    "a location in no zone",
    ["{ to: analyst, location: rwa/x }"],
    ['access.yaml:4:32  LW1637  there is no zone "rwa"\n  hint: did you mean "raw"?'],
  ],
  [
    "a location outside S3's zones",
    ["{ to: analyst, location: 's3://bucket/x' }"],
    [
      'access.yaml:4:32  LW1637  there is no zone "s3:"\n  hint: write <zone>/<prefix>; the zones are raw, curated, outbound, quarantine',
    ],
  ],
  [
    "a location with dots",
    ["{ to: analyst, location: raw/../x }"],
    [
      'access.yaml:4:32  LW1637  the prefix "../x" has a part that is only dots\n  hint: use letters, digits, - _ . ! \' ( ) = and single slashes between folders',
    ],
  ],
  [
    "an unknown environment",
    ["{ to: analyst, select: crm.product2, environment: [prd] }"],
    ['access.yaml:4:58  LW1638  no environment is called "prd"\n  hint: did you mean "prod"?'],
  ],
  [
    "nobody without a reason",
    ["{ to: nobody, on: crm.log__c }"],
    [
      "access.yaml:4:9  LW1640  nobody has no reason\n  hint: say why the table stays closed: reason: …",
    ],
  ],
  [
    "nobody with a permission",
    ["{ to: nobody, on: crm.log__c, allow: select, reason: x }"],
    [
      "access.yaml:4:37  LW1640  allow has no meaning with to: nobody\n  hint: write { to: nobody, on: …, reason: … }",
    ],
  ],
  [
    "nobody beside a role",
    ["{ to: [nobody, analyst], on: crm.log__c, reason: x }"],
    [
      "access.yaml:4:9  LW1640  nobody is listed with roles\n  hint: a table that is kept closed has no other grant",
    ],
  ],
  [
    "nobody on a database",
    ["{ to: nobody, on: crm, reason: x }"],
    ["access.yaml:4:21  LW1640  nobody needs a table\n  hint: write on: <database>.<table>"],
  ],
  [
    "nobody against another grant",
    ["{ to: nobody, on: crm.account, reason: x }"],
    [
      "access.yaml:5:7  LW1640  analyst is granted crm.account, which is kept closed at access.yaml:4:7\n  hint: remove one of the two",
    ],
  ],
  [
    "a name twice",
    [
      "{ name: a, to: analyst, select: crm.product2 }",
      "{ name: A, to: chief, select: crm.product2 }",
    ],
    [
      'access.yaml:5:15  LW1636  duplicate name "A"; the other is at access.yaml:4:15\n  hint: rename one of the two',
    ],
  ],
  [
    "an unknown key",
    ["{ to: analyst, select: crm.product2, colums: [id] }"],
    [
      'access.yaml:4:44  LW1101  unknown key "colums" in entry 1 of grants\n  hint: did you mean "columns"?',
    ],
  ],
  [
    "a table without its database",
    ["{ to: analyst, select: a.b.c }"],
    [
      'access.yaml:4:30  LW1103  select "a.b.c" must be a table <database>.<table>, a database, or all its tables <database>.*',
    ],
  ],
];

test.each(cases)("a grant is refused for %s", (_, grants, expected) => {
  expect(grantProblems(...grants)).toEqual(expected);
});
