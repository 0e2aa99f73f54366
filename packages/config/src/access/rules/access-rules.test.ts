import { expect, test } from "vitest";
import {
  accessProblems,
  accessTexts,
  grantProblems,
  grantsWith,
  validParts,
} from "../../../test/access-texts.ts";
import { problemsIn, validTexts } from "../../../test/check-texts.ts";

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index));

test("valid access has no problems and no warnings", () => {
  expect(accessProblems({})).toEqual([]);
});

test("what is allowed is not refused", () => {
  const fine = [
    "{ to: analyst, select: crm.product2, environment: all }",
    "{ to: analyst, on: CRM.Log__c, allow: [describe] }",
    "{ to: analyst, tags: { sensitivity: [internal, public] }, allow: [select, describe] }",
    "{ to: analyst, tags: { sensitivity: internal }, level: database, allow: [describe] }",
    "{ to: chief, select: crm.log__c }",
    "{ to: chief, tags: { sensitivity: [unclassified] } }",
    "{ to: chief, select: crm.account, grantable: [select] }",
    "{ to: analyst, location: raw/crm }",
    "{ to: analyst, location: curated }",
    "{ to: all_iam_principals, select: crm.product2, except: [name] }",
  ];
  expect(grantProblems(...fine)).toEqual([]);
});

test("columns that were classified may be granted, on personal and on unclassified tables", () => {
  const parts = {
    assign: `
    - { on: crm.account, columns: [name], tags: { sensitivity: internal } }
    - { on: crm.log__c, columns: [id, name], tags: { sensitivity: public } }`,
    grants: grantsWith("{ to: analyst, select: crm.log__c, columns: [id, name] }"),
  };
  expect(accessProblems(parts)).toEqual([]);
});

test("a table with one unclassified column is not opened as a whole", () => {
  const parts = {
    assign: "\n    - { on: crm.product2, columns: [x], tags: { sensitivity: unclassified } }",
    grants: grantsWith("{ to: analyst, select: crm.product2 }"),
  };
  expect(accessProblems(parts)).toEqual([expect.stringContaining("access.yaml:4:7  LW1629")]);
});

test("a decision about an unclassified table opens it", () => {
  const parts = {
    assign: "\n    - { on: crm.log__c, tags: { sensitivity: internal } }",
    grants: grantsWith("{ to: analyst, select: crm.log__c }"),
  };
  expect(accessProblems(parts)).toEqual([]);
});

test("a group is no steward, though a steward belongs to it", () => {
  const parts = {
    roles: "{ analyst: {}, chief: { kind: steward, groups: team }, team: { kind: group } }",
    grants: grantsWith("{ to: team, select: crm.log__c }"),
  };
  expect(accessProblems(parts)).toEqual([expect.stringContaining("LW1629  team gets all columns")]);
});

const chiefOnly = "\n    - { to: chief, select: crm.* }";
const usedAnalyst = "\n    - { to: analyst, select: crm.product2 }";

test.each([
  ["a grant on it", { grants: validParts.grants }],
  [
    "nobody",
    { grants: `${usedAnalyst}\n    - { to: nobody, on: crm.account, reason: x }${chiefOnly}` },
  ],
  [
    "a classified column",
    {
      grants: usedAnalyst + chiefOnly,
      assign: "\n    - { on: crm.account, columns: id, tags: { sensitivity: internal } }",
    },
  ],
  [
    "a filter that is granted",
    {
      grants: `\n    - { to: analyst, filter: f }${chiefOnly}`,
      filters: "{ f: { on: crm.account, rows: all, columns: [id] } }",
    },
  ],
])("a personal table has a rule by %s", (_, parts) => {
  expect(accessProblems(parts)).toEqual([]);
});

test("a personal table needs its rule in each environment", () => {
  const grants = `
    - { to: analyst, select: crm.account, columns: [id], environment: dev }${chiefOnly}`;
  expect(accessProblems({ grants })).toEqual([
    expect.stringContaining("appflow.yaml:7:33  LW1631  crm.account holds personal data"),
  ]);
});

test("a folder without access.yaml demands no rules", () => {
  expect(problemsIn({ appflow: accessTexts().appflow ?? "" })).toEqual([]);
});

test("an empty access.yaml leaves personal tables without a rule", () => {
  const texts = { ...accessTexts(), access: "access: {}\n" };
  expect(problemsIn(texts)).toEqual([expect.stringContaining("appflow.yaml:7:33  LW1631")]);
});

test("permissions that meet in no environment do not mix", () => {
  const [dev, prod] = ["dev", "prod"].map((name) => `environment: ${name} }`);
  const part = "{ to: analyst, select: crm.product2, columns: [id],";
  const whole = "{ to: analyst, select: crm.product2,";
  expect(grantProblems(`${part} ${dev}`, `${whole} ${prod}`)).toEqual([]);
  expect(grantProblems(`${part} ${dev}`, `${whole} ${dev}`)).toEqual([
    expect.stringContaining("access.yaml:4:7  LW1619"),
  ]);
});

test("a role has a hundred filters on a table and not one more, and is told from eighty on", () => {
  const filters = (count: number) => ({
    filters: `\n${many(count, (i) => `    f${i}: { on: crm.product2, rows: a = ${i}, columns: [id] }`).join("\n")}`,
    grants: grantsWith(...many(count, (i) => `{ to: analyst, filter: f${i} }`)),
  });
  expect(accessProblems(filters(79))).toEqual([]);
  expect(accessProblems(filters(80))).toEqual([
    "access.yaml:83:7  LW1647  warning: analyst has 80 filters on crm.product2, Lake Formation allows 100\n  hint: join filters with OR, or use LF-tags",
  ]);
  expect(accessProblems(filters(100)).join()).not.toContain("LW1621");
  const apart = filters(101);
  const grants = apart.grants.replace("filter: f7 }", "filter: f7, environment: prod }");
  expect(accessProblems({ ...apart, grants })[0]).toContain("has 101 filters");
  const inDev = grants.replace("filter: f8 }", "filter: f8, environment: dev }");
  expect(accessProblems({ ...apart, grants: inDev }).join()).not.toContain("LW1621");
  expect(accessProblems(filters(101))).toEqual([
    "access.yaml:104:7  LW1621  analyst has 101 filters on crm.product2, Lake Formation allows 100\n  hint: join filters with OR, or use LF-tags",
  ]);
});

test("a role has fifty tag expressions and not one more, and is told from forty on", () => {
  const grants = (count: number) =>
    grantProblems(...many(count, () => "{ to: analyst, tags: { sensitivity: public } }"));
  expect(grants(39)).toEqual([]);
  expect(grants(40)).toEqual([
    expect.stringMatching(/LW1647 {2}warning: analyst has 40 tag expressions, .* allows 50/),
  ]);
  expect(grants(51)).toEqual([
    expect.stringContaining("access.yaml:54:22  LW1624  analyst has 51 tag expressions"),
  ]);
});

test("tag keys and the values of a key are told from 80 % on", () => {
  const values = (count: number) => `{ area: [${many(count, (i) => `v${i}`).join(", ")}] }`;
  expect(accessProblems({ tags: values(799) })).toEqual([]);
  expect(accessProblems({ tags: values(800) })).toEqual([
    expect.stringContaining("LW1647  warning: 800 values, Lake Formation allows 1000 for a key"),
  ]);
  expect(accessProblems({ tags: values(1001) })).toEqual([
    expect.stringContaining("LW1622  1001 values, Lake Formation allows 1000 for a key"),
  ]);
  const keys = many(799, (i) => `k${i}: [v]`).join(", ");
  expect(accessProblems({ tags: `{ ${keys} }` })).toEqual([
    expect.stringContaining("LW1647  warning: 800 tag keys, Lake Formation allows 1000"),
  ]);
});

test("a tag expression has 900 bytes and not one more", () => {
  const values = many(20, (i) => `value-${String(i).padStart(2, "0")}-${"x".repeat(30)}`);
  const parts = (count: number) => ({
    tags: `{ area: [${values.join(", ")}] }`,
    grants: grantsWith(
      `{ to: analyst, tags: { sensitivity: public, area: [${values.slice(0, count).join(", ")}] } }`,
    ),
  });
  expect(accessProblems(parts(18))).toEqual([]);
  expect(accessProblems(parts(20))).toEqual([
    expect.stringMatching(/LW1624 {2}the tag expression is 9\d\d bytes, Lake Formation allows 900/),
  ]);
});

test("a resource has fifty tags and not one more", () => {
  const keys = many(51, (i) => `k${i}`);
  const parts = (count: number) => ({
    tags: `{ ${keys.map((key) => `${key}: [x]`).join(", ")} }`,
    assign: `\n    - { on: crm, tags: { ${keys
      .slice(0, count)
      .map((key) => `${key}: x`)
      .join(", ")} } }`,
  });
  expect(accessProblems(parts(50))).toEqual([]);
  expect(accessProblems(parts(51))).toEqual([
    expect.stringContaining("LW1622  more than 50 tags on one resource"),
  ]);
});

test("an exception silences its warning until the end of its last day", () => {
  const parts = (expires: string) => ({
    roles: "{ analyst: {}, chief: { kind: steward }, idle: {} }",
    exceptions: `\n    - { finding: LW1634, on: idle, owner: jo, reason: soon, expires: ${expires} }`,
  });
  expect(accessProblems(parts("2026-01-15"))).toEqual([]);
  expect(accessProblems(parts("2026-01-14"))).toEqual([
    expect.stringContaining("LW1634  warning: the role idle has no grants"),
    expect.stringContaining("LW1632  the exception expired on 2026-01-14"),
  ]);
});

test("an exception for a bypass names the table", () => {
  const parts = {
    grants: grantsWith("{ to: iam_allowed_principals, on: crm.product2, allow: all }"),
    exceptions:
      "\n    - { finding: LW1628, on: crm.product2, owner: jo, reason: x, expires: 2026-12-31 }",
  };
  expect(accessProblems(parts)).toEqual([]);
});

test("a refused filter is not reported as missing as well", () => {
  const parts = {
    filters: "{ f: { on: crm.product2, rows: lower(a) = 1 } }",
    grants: grantsWith("{ to: analyst, filter: f }"),
  };
  expect(accessProblems(parts)).toEqual([expect.stringContaining("access.yaml:7:43  LW1617")]);
});

test("an appflow.yaml that cannot be parsed does not make every table unknown", () => {
  const found = problemsIn({ ...accessTexts(), appflow: `${validTexts.appflow}  [` });
  expect(found.filter((problem) => problem.includes("LW1612"))).toEqual([]);
  expect(found).not.toEqual([]);
});

test("a table or column in upper case is the same one", () => {
  const parts = {
    assign:
      "\n    - { on: crm.account, columns: [ID], tags: { sensitivity: internal } }\n    - { on: crm.Account, columns: [id], tags: { sensitivity: public } }",
  };
  expect(accessProblems(parts)).toEqual([expect.stringContaining("LW1623")]);
});

test.each([
  ["{ to: [], select: crm.product2 }", "access.yaml:4:9  LW1616  to names nothing"],
  ["{ to: na, select: crm.product2 }", "access.yaml:4:9  LW1616  to names nothing"],
  [
    "{ to: analyst, select: crm.product2, environment: [] }",
    "access.yaml:4:44  LW1616  environment names nothing",
  ],
])("a list that names nothing is refused: %s", (grant, expected) => {
  expect(grantProblems(grant)).toEqual([expect.stringContaining(expected)]);
});

test("a tag for no column is refused", () => {
  const assign = "\n    - { on: crm.account, columns: [], tags: { sensitivity: internal } }";
  expect(accessProblems({ assign })).toEqual([
    expect.stringContaining("access.yaml:7:26  LW1616  columns names no column"),
  ]);
});

test("a personal table may be called unclassified, which closes it further", () => {
  const parts = {
    assign: "\n    - { on: crm.account, tags: { sensitivity: unclassified } }",
    grants: `${usedAnalyst}\n    - { to: nobody, on: crm.account, reason: x }${chiefOnly}`,
  };
  expect(accessProblems(parts)).toEqual([]);
});

test("environments of one account and region would replace each other's administrators", () => {
  const platform = (region: string) =>
    validTexts.platform.replace(
      '"222222222222", region: eu-west-1',
      `"111111111111", region: ${region}`,
    );
  const texts = (region: string, parts = {}) => ({
    ...accessTexts(parts),
    platform: platform(region),
  });
  expect(problemsIn(texts("eu-central-1"))).toEqual([]);
  expect(problemsIn(texts("eu-west-1"))).toEqual([
    expect.stringContaining(
      "platform.yaml:6:5  LW1646  warning: dev and prod are both account 111111111111 in eu-west-1",
    ),
  ]);
  const exceptions =
    "\n    - { finding: LW1646, on: prod, owner: jo, reason: x, expires: 2026-12-31 }";
  expect(problemsIn(texts("eu-west-1", { exceptions }))).toEqual([]);
});

test("the version of Glue is text, and people have none", () => {
  const roles = (role: string) =>
    accessProblems({ roles: `{ analyst: ${role}, chief: { kind: steward } }` });
  expect(roles('{ kind: job, glue_version: "4.0" }')).toEqual([]);
  expect(roles('{ glue_version: "4.0" }')).toEqual([
    "access.yaml:2:23  LW1616  glue_version goes with kind: job or service",
  ]);
  expect(roles("{ kind: job, glue_version: 4.0 }")).toEqual([expect.stringContaining("in quotes")]);
});
