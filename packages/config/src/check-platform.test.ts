// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of the configuration, as users write them.
import { expect, test } from "vitest";
import { checkTexts, problemsIn, type Texts, validTexts } from "../test/check-texts.ts";
import { formatProblem, sortProblems } from "./problem.ts";
import { problemCodes } from "./problem-codes.ts";

/** A small generator (mulberry32): the same numbers on every machine and run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const rich = {
  platform: `${validTexts.platform}    local: { stands_for: dev, tags: { a: b } }
    test:
      account: "333333333333"
      region: eu-west-1
      zones: { raw: { expire_after: 2 years } }
      deployment:
        qualifier: gtm
        key: arn:aws:kms:eu-west-1:333333333333:key/1234
        vpc: { id: vpc-12345678, subnets: [subnet-12345678], security_groups: [sg-12345678] }
        lake_administrators: [steward, "arn:aws:iam::333333333333:role/x"]
        pinned_flows: { gtm-test-crm-C: 3 }
        overrides: { data_lake/zones/raw: { Properties.A.B: [1, { c: d }] } }
        acknowledge: [{ finding: CKV_AWS_18, on: zones/raw, owner: jo, reason: x }]
  tags: { team: gtm }
  zones: { raw: { archive_after: 180 days, expire_after: 7 years } }
  deployment: { log_retention: 90, acknowledge: [{ finding: F1, on: a/b, owner: jo, reason: x }] }
`,
  connections: `${validTexts.connections}    environments: { local: { auth: { client_id: x } } }\n  sap: { kind: sapodata }\n  erp: { kind: oracle }\n`,
  appflow: `${validTexts.appflow}          incremental_load: 1\n          schedule_expression: cron(0 6 * * 1-5)\n          overlap: 5 minutes\n          first_load: 2024-01-01\n          exclude_fields: [A__c, B__c]\n          environments: { dev: { pii: 1 } }\n        - { name: B, source: s3, destination: salesforce, s3_prefix: p, upsert_field_list: E__c }\n        - { name: C, incremental_load: 1, schedule_expression: rate(1 day), fields: [Id, SystemModstamp], first_load_cuts: [2020-01-01, 2022-01-01], status: suspended }\n`,
  access: `access:
  roles: { a: { iam_role: { dev: r }, groups: [g] }, g: { kind: group }, s: { kind: steward } }
  tags: { area: [north, south] }
  assign:
    - { on: crm.account, columns: [id], tags: { sensitivity: internal, area: north } }
  filters:
    north: { on: crm.account, rows: "a = 'x' AND NOT (b IN (1, 2))", columns: [id] }
  grants:
    - { to: a, filter: north, name: one, reason: x }
    - { to: g, tags: { sensitivity: [internal] }, allow: [select], environment: dev }
    - { to: [s], select: crm.*, grantable: select }
    - { to: s, location: raw/x }
  masks:
    - { on: crm.account, columns: [b], for: [a], as: constant, value: y }
  exceptions:
    - { finding: LW1634, on: a, owner: jo, reason: x, expires: 2026-12-31 }
  domains: { d: { owner: jo, databases: [crm], tags: [area], shared_with: ["111111111111"] } }
  tests:
    - { name: t, as: a, on: crm.account, rows: a = 'x', hides: [b] }
    - { name: u, as: a, on: crm.account, expects: denied }
`,
};

const splinters = [
  "",
  " ",
  "\t",
  "\n",
  ":",
  "- ",
  "[",
  "]",
  "{",
  "}",
  "*a",
  "&a ",
  "!x ",
  "<<: ",
  "null",
  "5",
  "~",
  "#",
  '"',
  "'",
  "|",
  "${env:X}",
  "__proto__",
  "constructor",
  "na",
  "all",
  "é",
  "\u202e",
  "? ",
];

/** The texts with a few characters cut out and a few splinters put in. */
function damaged(seed: number): Texts {
  const random = randomFrom(seed);
  const entries = Object.entries(rich).map(([name, text]) => {
    let result: string = text;
    for (let hit = random(4); hit > 0; hit--) {
      const at = random(result.length);
      const cut = random(3) === 0 ? random(30) : random(3);
      result = result.slice(0, at) + splinters[random(splinters.length)] + result.slice(at + cut);
    }
    return [name, result];
  });
  return Object.fromEntries(entries);
}

test("no damage to the files is answered by anything but problems at places that exist", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const texts = damaged(seed);
    const result = checkTexts(texts);
    if (result.ok) continue;
    expect(result.problems.some(({ severity }) => severity === "error")).toBe(true);
    for (const { file, line, column } of result.problems) {
      const name = file.replace(/^.*\/|\.yaml$/g, "") as keyof Texts;
      const lines = texts[name]?.split("\n") ?? [];
      expect(line, `seed ${seed}`).toBeLessThanOrEqual(Math.max(lines.length, 1));
      expect(column, `seed ${seed}`).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    }
  }
});

test("damage to any part of access.yaml never opens what was closed", () => {
  const opened = (text: string) => {
    const result = checkTexts({ ...rich, access: text });
    return result.ok ? result.platform.environments.prod?.access?.grants : undefined;
  };
  const lines = rich.access.split("\n");
  for (const index of lines.keys()) {
    const without = lines.filter((_, each) => each !== index).join("\n");
    for (const { resource, to } of opened(without) ?? []) {
      if (to === "s" || resource.kind !== "table") continue;
      expect(resource.columns.kind).toBe("include");
    }
  }
});

test("the undamaged files of that test are valid", () => {
  expect(checkTexts(rich)).toMatchObject({ ok: true });
});

test("more than a thousand problems end with how many are missing", () => {
  const objects = Array.from(
    { length: 1200 },
    () => "        - { name: A, connector_profile: no }\n",
  );
  const more = Array.from(
    { length: 1200 },
    (_, i) => `        - { name: A${i}, connector_profile: no${i} }\n`,
  );
  const found = problemsIn({ appflow: validTexts.appflow + objects.join("") + more.join("") });
  expect(found).toHaveLength(1001);
  expect(found.at(-1)).toMatch(/LW1020 {2}\d+ more problems are not listed/);
});

test("problems print as file:line:column, code, message and hint, relative to a folder", () => {
  const problem = {
    code: "LW1401",
    severity: "error",
    file: "/gtm/appflow.yaml",
    line: 3,
    column: 5,
    message: "no connection",
    hint: "declare it",
  } as const;
  expect(formatProblem(problem, "/gtm")).toBe(
    "appflow.yaml:3:5  LW1401  no connection\n  hint: declare it",
  );
  expect(sortProblems([problem, { ...problem, line: 2 }, problem]).map(({ line }) => line)).toEqual(
    [2, 3],
  );
});

test("codes have the form LW and four digits", () => {
  expect(Object.keys(problemCodes).filter((code) => !/^LW\d{4}$/.test(code))).toEqual([]);
});
