import { join } from "node:path";
import { expect, test } from "vitest";
import { platformFolder, problemsOf, validFiles } from "../../test/platform-folder.ts";
import { readPlatform } from "../read-platform.ts";

const example = join(import.meta.dirname, "../../../../examples/gtm");

test("the example governs every table, without a problem or warning", async () => {
  const result = await readPlatform(example);
  expect(result).toMatchObject({ ok: true, warnings: [] });
  const access = result.ok ? result.platform.environments.local?.access : undefined;
  const personas = Object.values(access?.roles ?? {}).filter(({ kind }) => kind !== "group");
  expect(personas).toHaveLength(8);
  expect(access?.tests.length).toBeGreaterThanOrEqual(40);
  const tested = new Set(access?.tests.map(({ as }) => as));
  expect([...tested].sort()).toEqual(personas.map(({ name }) => name).sort());
});

test("access may be split over the files of a folder, one part each", async () => {
  const folder = await platformFolder({
    ...validFiles,
    "access/grants.yaml":
      "access:\n  grants:\n    - { to: a, select: crm.account }\n    - { to: b, select: crm.account }\n",
    "access/people.yaml": "access:\n  roles: { a: {} }\n",
    "access/stewards.yaml": "access:\n  roles: { b: { kind: steward } }\n",
  });
  expect(await problemsOf(folder)).toEqual([
    expect.stringContaining("access/grants.yaml:3:7  LW1629  a gets all columns of crm.account"),
  ]);
});

test("700 tables, each with a role, a tag, a grant and a test, are checked", async () => {
  const names = Array.from({ length: 700 }, (_, i) => `T${i}__c`);
  const line = (text: (name: string, i: number) => string) => names.map(text).join("\n");
  const folder = await platformFolder({
    ...validFiles,
    "appflow.yaml": `appflow:\n  flow_classes:\n    crm:\n      source: salesforce\n      connector_profile: crm\n      pii: 1\n      objects:\n${line((name) => `        - name: ${name}`)}\n`,
    "access.yaml": `access:\n  roles:\n${line((_, i) => `    r${i}: {}`)}\n  assign:\n${line((name) => `    - { on: crm.${name}, columns: [id], tags: { sensitivity: internal } }`)}\n  grants:\n${line((name, i) => `    - { to: r${i}, select: crm.${name}, columns: [id] }`)}\n  tests:\n${line((name, i) => `    - { name: test ${i}, as: r${i}, on: crm.${name}, rows: all }`)}\n`,
  });
  const result = await readPlatform(folder);
  const access = result.ok ? result.platform.environments.prod?.access : undefined;
  expect([access?.grants.length, access?.tests.length]).toEqual([700, 700]);
});
