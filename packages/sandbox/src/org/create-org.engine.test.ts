import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columnType } from "./column-type.ts";
import { createOrg } from "./create-org.ts";
import type { Org, OrgOptions } from "./org.ts";
import { recordId, withChecksum } from "./record-id.ts";

const options: OrgOptions = { seed: 7, accounts: 1000, startDate: "2026-03-01" };
let org: Org;
beforeAll(async () => {
  org = await createOrg(options);
});
afterAll(() => org.close());

test("every table has the columns that its metadata describes, and no other", async () => {
  for (const { name, fields } of org.objects()) {
    const described = fields.flatMap((field) => {
      const type = columnType(field.type);
      return type ? [[field.name, type === "TIMESTAMPTZ" ? "TIMESTAMP WITH TIME ZONE" : type]] : [];
    });
    const columns = await query(org, `SELECT column_name, column_type FROM (DESCRIBE "${name}")`);
    expect(columns).toEqual(described);
  }
});

test("the org covers every field type that Salesforce describes", () => {
  const types = new Set(org.objects().flatMap(({ fields }) => fields.map(({ type }) => type)));
  expect([...types].sort()).toEqual(allTypes);
});

test("every Id is unique, has its object's prefix and a correct checksum", async () => {
  for (const { name, keyPrefix } of org.objects()) {
    const ids = (await query(org, `SELECT Id FROM "${name}"`)).flat().map(String);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id.slice(0, 3)).toBe(keyPrefix);
      expect(withChecksum(id.slice(0, 15))).toBe(id);
    }
  }
  expect(org.id).toMatch(/^00D\w{15}$/);
});

test("Ids made by SQL are the Ids of their numbers", async () => {
  const ids = (await query(org, "SELECT Id FROM Call_Activity__c ORDER BY Id")).flat();
  expect(ids).toEqual(ids.map((_, number) => recordId("a008h0", number)));
});

test("every reference leads to a record", async () => {
  expect(await danglingReferences(org)).toEqual([]);
});

test("stamps are in order, to the second, before the first day, and shared by blocks", async () => {
  const [row] = await query(
    org,
    `SELECT bool_and(CreatedDate <= LastModifiedDate AND LastModifiedDate <= SystemModstamp),
       bool_and(date_trunc('second', SystemModstamp) = SystemModstamp),
       max(SystemModstamp) < TIMESTAMPTZ '2026-03-01 06:00:00Z',
       min(CreatedDate) < TIMESTAMPTZ '2021-04-01', count(DISTINCT SystemModstamp) < 600
     FROM Account`,
  );
  expect(row).toEqual([true, true, true, true, true]);
});

test("texts hold what trips careless readers: commas, quotes, line breaks, Chinese, emoji", async () => {
  const has = (text: string) => `bool_or(Description LIKE '%${text}%')`;
  const sql = `SELECT ${[",", '"', "\n", "患者", "🚀"].map(has).join(", ")} FROM Account`;
  expect(await query(org, sql)).toEqual([[true, true, true, true, true]]);
});

test("an account is about 640 bytes as Bulk API CSV, with at least 44 columns", async () => {
  const fields = org.object("Account")?.fields.filter(({ type }) => columnType(type)) ?? [];
  expect(fields.length).toBeGreaterThanOrEqual(44);
  const cells = fields.map(({ name, type }) =>
    type === "datetime"
      ? `if(${name} IS NULL, 3, 27)`
      : `3 + coalesce(strlen(replace(${name}::VARCHAR, '"', '""')), 0)`,
  );
  const [[bytes] = []] = await query(org, `SELECT avg(${cells.join("+")}) FROM Account`);
  expect(bytes).toBeGreaterThan(600);
  expect(bytes).toBeLessThan(680);
});

test("the same seed gives the same rows, days later too; another seed gives others", async () => {
  const twins = await Promise.all([createOrg(options), createOrg(options)]);
  const other = await createOrg({ ...options, seed: 8 });
  for (const each of [...twins, other]) for (let day = 0; day < 3; day++) await each.day();
  const [first, second, third] = await Promise.all([...twins, other].map(fingerprint));
  expect(second).toEqual(first);
  expect(third).not.toEqual(first);
  for (const each of [...twins, other]) each.close();
});

test("connections of the org read and write time in UTC", async () => {
  expect(await query(org, "SELECT current_setting('TimeZone')")).toEqual([["UTC"]]);
});

test("only the wanted objects are made, and users, with the same rows as in the whole org", async () => {
  const some = await createOrg({ ...options, objects: ["Account"] });
  expect(some.objects().map(({ name }) => name)).toEqual(["Account", "User"]);
  expect(await hashOf(some, "Account")).toBe(await hashOf(org, "Account"));
  await some.day();
  some.close();
});

test("an unknown object, a file that exists and a wrong count are refused, naming the value", async () => {
  await expect(createOrg({ ...options, objects: ["Acount"] })).rejects.toThrow('"Acount"');
  await expect(createOrg({ ...options, accounts: -1 })).rejects.toThrow("-1");
  const file = join(mkdtempSync(join(tmpdir(), "org-")), "org.duckdb");
  const first = await createOrg({ ...options, accounts: 10, file });
  await expect(createOrg({ ...options, accounts: 10, file })).rejects.toThrow(file);
  first.close();
});

test("reserved Ids are new ones and are not given twice", async () => {
  const [first, second] = [org.newIds?.("Account", 2), org.newIds?.("Account", 1)];
  expect(first).toEqual([recordId("0018h0", 1000), recordId("0018h0", 1001)]);
  expect(second).toEqual([recordId("0018h0", 1002)]);
  expect(() => org.newIds?.("Nothing", 1)).toThrow('"Nothing"');
});

const allTypes = [
  "address",
  "anyType",
  "base64",
  "boolean",
  "combobox",
  "currency",
  "date",
  "datetime",
  "double",
  "email",
  "encryptedstring",
  "id",
  "int",
  "location",
  "long",
  "multipicklist",
  "percent",
  "phone",
  "picklist",
  "reference",
  "string",
  "textarea",
  "time",
  "url",
];

async function query(from: Org, sql: string): Promise<unknown[][]> {
  const connection = await from.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJS();
  } finally {
    connection.closeSync();
  }
}

async function hashOf(from: Org, table: string): Promise<unknown> {
  const rows = await query(from, `SELECT count(*), bit_xor(hash(t)) FROM "${table}" t`);
  return rows.flat().join("/");
}

async function fingerprint(from: Org): Promise<readonly unknown[]> {
  const tables = [...from.objects().map(({ name }) => name), "sandbox_deleted"];
  const hashes = [];
  for (const table of tables) hashes.push([table, await hashOf(from, table)]);
  return hashes;
}

/** References that lead nowhere, as `Object.Field: count`. */
async function danglingReferences(from: Org): Promise<readonly string[]> {
  const dangling = [];
  for (const { name, fields } of from.objects()) {
    for (const field of fields.filter(({ referenceTo }) => referenceTo.length > 0)) {
      const targets = field.referenceTo.map((target) => `SELECT Id FROM "${target}"`);
      const [[count] = []] = await query(
        from,
        `SELECT count(*)::INTEGER FROM "${name}" WHERE ${field.name} IS NOT NULL
         AND ${field.name} NOT IN (${targets.join(" UNION ALL ")})`,
      );
      if (count !== 0) dangling.push(`${name}.${field.name}: ${count}`);
    }
  }
  return dangling;
}

test("a frozen clock stands still within a day and moves on with the next", async () => {
  const frozen = await createOrg({ ...options, accounts: 10, frozenClock: true });
  const before = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(before + 1);
  expect(frozen.now().toISOString()).toBe("2026-03-01T06:00:00.000Z");
  await frozen.day();
  expect(frozen.now().toISOString()).toBe("2026-03-02T06:00:00.000Z");
  frozen.close();
});
