import type { DuckDBConnection } from "@duckdb/node-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { columnType } from "./column-type.ts";
import { createOrg } from "./create-org.ts";
import type { DayReport, Org } from "./org.ts";

let org: Org;
let connection: DuckDBConnection;
beforeEach(async () => {
  org = await createOrg({ seed: 11, accounts: 2000, startDate: "2026-03-01" });
  connection = await org.connect();
});
afterEach(() => org.close());

test("each day changes exactly the rows that it reports, and no others", async () => {
  for (let day = 1; day <= 4; day++) {
    const since = org.now();
    await keepBefore();
    const reports = await org.day();
    expect(reports.map(({ object }) => object)).toEqual(org.objects().map(({ name }) => name));
    for (const report of reports) expect(await observed(report, since)).toEqual(counts(report));
  }
});

test("a day brings every kind of change to accounts", async () => {
  const [account] = await org.day();
  expect(account).toMatchObject({ object: "Account", created: 10, updated: 20, softDeleted: 2 });
  expect(account?.hardDeleted).toBe(1);
  expect(account?.lateCommitted).toBe(2);
  expect(account?.formulaChanged).toBeGreaterThan(0);
});

test("late commits carry stamps from before the day that ended began", async () => {
  await keepBefore();
  await org.day();
  const late = await rows(
    `SELECT SystemModstamp FROM Contact WHERE SystemModstamp < '2026-03-01 06:00:00Z'
     EXCEPT ALL SELECT SystemModstamp FROM before_Contact`,
  );
  expect(late.length).toBeGreaterThan(0);
  for (const [stamp] of late) {
    const minutes = (Date.parse("2026-03-01T06:00:00Z") - Number(stamp)) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(5);
    expect(minutes).toBeLessThanOrEqual(20);
  }
});

test("some updates are system changes: SystemModstamp moves, LastModifiedDate does not", async () => {
  await keepBefore();
  await org.day();
  const [[system, user] = []] = await rows(
    `SELECT count(*) FILTER (a.LastModifiedDate = b.LastModifiedDate)::INTEGER,
       count(*) FILTER (a.LastModifiedDate = a.SystemModstamp)::INTEGER
     FROM Contact a JOIN before_Contact b USING (Id)
     WHERE a.SystemModstamp >= '2026-03-01 06:00:00Z' AND NOT a.IsDeleted`,
  );
  expect([system, user]).toEqual([8, 32]);
});

test("many changed rows share one stamp", async () => {
  await org.day();
  const [[rowsChanged, stamps] = []] = await rows(
    `SELECT count(*)::INTEGER, count(DISTINCT SystemModstamp)::INTEGER FROM Call_Activity__c
     WHERE SystemModstamp >= '2026-03-01 06:00:00Z'`,
  );
  expect(Number(rowsChanged) / Number(stamps)).toBeGreaterThan(5);
});

test("deleted records are remembered, those still in the recycle bin and those gone", async () => {
  const [account] = await org.day();
  const [[remembered, inBin] = []] = await rows(
    `SELECT count(*)::INTEGER, count(a.Id)::INTEGER FROM sandbox_deleted d
     LEFT JOIN Account a ON a.Id = d.id AND a.IsDeleted AND a.SystemModstamp = d.deleted_at
     WHERE d.object = 'Account'`,
  );
  expect(inBin).toBe(account?.softDeleted);
  expect(remembered).toBe(Number(account?.softDeleted) + Number(account?.hardDeleted));
});

test("no reference leads nowhere after days of deletions", async () => {
  for (let day = 0; day < 3; day++) await org.day();
  for (const { name, fields } of org.objects()) {
    for (const field of fields.filter(({ referenceTo }) => referenceTo.length > 0)) {
      const targets = field.referenceTo.map((target) => `SELECT Id FROM "${target}"`);
      const dangling = await rows(
        `SELECT ${field.name} FROM "${name}" WHERE ${field.name} IS NOT NULL
         AND ${field.name} NOT IN (${targets.join(" UNION ALL ")})`,
      );
      expect(dangling).toEqual([]);
    }
  }
});

test("records that a client wrote and refers to are never deleted for good", async () => {
  const [parent, child] = [org.newIds?.("Account", 1)[0], org.newIds?.("Contact", 1)[0]];
  await connection.run("DELETE FROM Account WHERE Id >= '0018l000000000T'");
  await connection.run(
    `INSERT INTO Account BY NAME SELECT * REPLACE ('${parent}' AS Id) FROM Account LIMIT 1`,
  );
  await connection.run(
    `INSERT INTO Contact BY NAME
     SELECT * REPLACE ('${child}' AS Id, '${parent}' AS AccountId) FROM Contact LIMIT 1`,
  );
  await org.day();
  expect(await rows(`SELECT count(*)::INTEGER FROM Account WHERE Id = '${parent}'`)).toEqual([[1]]);
});

test("on the second day Account gains Segment__c, on the third Contact loses Fax", async () => {
  const has = (object: string, field: string) =>
    org.object(object)?.fields.some(({ name }) => name === field);
  await org.day();
  expect([has("Account", "Segment__c"), has("Contact", "Fax")]).toEqual([false, true]);
  const second = await org.day();
  expect(second.find(({ object }) => object === "Account")?.addedFields).toEqual(["Segment__c"]);
  expect([has("Account", "Segment__c"), has("Contact", "Fax")]).toEqual([true, true]);
  const filled = await rows(
    `SELECT count(Segment__c)::INTEGER, bool_and(SystemModstamp >= '2026-03-02 05:40:00Z')
     FROM Account WHERE Segment__c IS NOT NULL`,
  );
  const account = second.find(({ object }) => object === "Account");
  const touched = Number(account?.created) + Number(account?.updated);
  expect(filled).toEqual([[touched + Number(account?.lateCommitted), true]]);
  const third = await org.day();
  expect(third.find(({ object }) => object === "Contact")?.removedFields).toEqual(["Fax"]);
  expect(has("Contact", "Fax")).toBe(false);
  await expect(rows("SELECT Fax FROM Contact")).rejects.toThrow("Fax");
});

test("a field comes with values, and another becomes visible with those it had, and no stamp moves", async () => {
  for (let day = 1; day <= 3; day++) await org.day();
  const appeared = async (object: string, field: string) => {
    await keepBefore();
    const since = org.now().toISOString();
    const report = (await org.day()).find((each) => each.object === object);
    expect(report?.addedFields).toEqual([field]);
    expect(org.object(object)?.fields.map(({ name }) => name)).toContain(field);
    return rows(
      `SELECT count(*)::INTEGER > 1000, count(${field}) = count(*), count(DISTINCT ${field}) > 100
       FROM ${object} a JOIN before_${object} b USING (Id)
       WHERE a.SystemModstamp = b.SystemModstamp AND a.SystemModstamp < '${since}'`,
    );
  };
  expect(await appeared("Contact", "Badge_Number__c")).toEqual([[true, true, true]]);
  expect(await appeared("Account", "Credit_Limit__c")).toEqual([[true, true, true]]);
});

test("readers see a whole day or nothing of it", async () => {
  const day = org.day();
  let ended = false;
  const seen = new Set<string>();
  const watch = async () => {
    while (!ended) {
      const sizes = await rows(
        "SELECT (SELECT count(*) FROM Account), (SELECT count(*) FROM Task)",
      );
      seen.add(sizes.flat().join("/"));
    }
  };
  const watching = watch();
  await day;
  ended = true;
  await watching;
  expect([...seen].filter((sizes) => sizes !== "2000/600" && sizes !== "2010/603")).toEqual([]);
});

test("the clock jumps to the next 06:00 UTC, and the version rises", async () => {
  const before = org.version();
  await Promise.all([org.day(), org.day()]);
  expect(org.now().toISOString()).toMatch(/^2026-03-03T06:00:0/);
  expect(org.version()).toBeGreaterThan(before);
  const aged = org.version();
  org.touch?.();
  expect(org.version()).toBeGreaterThan(aged);
});

async function rows(sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

async function keepBefore(): Promise<void> {
  for (const { name } of org.objects()) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE before_${name} AS FROM "${name}"`);
  }
}

/** Changes according to the report, in the order of `observed`. */
function counts(report: DayReport) {
  const { object, created, updated, softDeleted, hardDeleted, lateCommitted } = report;
  const formulaChanged = report.formulaChanged ?? 0;
  return { object, created, updated, softDeleted, hardDeleted, lateCommitted, formulaChanged };
}

/** Actual changes, by comparing the rows with earlier ones; `since` is the earlier time. */
async function observed({ object, addedFields }: DayReport, since: Date) {
  const fields = (org.object(object)?.fields ?? []).filter(({ type }) => columnType(type));
  const names = fields.map(({ name }) => name);
  const stampName = ["SystemModstamp", "LastModifiedDate", "CreatedDate", "LoginTime"].find(
    (name) => names.includes(name),
  );
  const inBin = names.includes("IsDeleted") ? "IsDeleted" : "false";
  const kept = names.filter((name) => !addedFields.includes(name));
  const select = (from: string) =>
    `(SELECT Id AS id, ${stampName} AS stamp, ${inBin} AS bin, hash(${kept.join(", ")}) AS content FROM ${from})`;
  const recent = `a.stamp > TIMESTAMPTZ '${since.toISOString()}'`;
  const stampMoved = "a.stamp <> b.stamp";
  const count = (condition: string) => `count(*) FILTER (${condition})::INTEGER`;
  const result = await connection.runAndReadAll(
    `SELECT ${count(`b.id IS NULL AND ${recent}`)} AS created,
       ${count(`${stampMoved} AND ${recent} AND a.bin = b.bin`)} AS updated,
       ${count(`${stampMoved} AND ${recent} AND a.bin AND NOT b.bin`)} AS "softDeleted",
       ${count("a.id IS NULL")} AS "hardDeleted",
       ${count(`NOT ${recent} AND (b.id IS NULL OR ${stampMoved})`)} AS "lateCommitted",
       ${count("a.stamp = b.stamp AND a.content <> b.content")} AS "formulaChanged"
     FROM ${select(`"${object}"`)} a FULL JOIN ${select(`before_${object}`)} b ON a.id = b.id`,
  );
  return { object, ...result.getRowObjectsJS()[0] };
}
