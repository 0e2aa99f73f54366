import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { createOrg } from "./create-org.ts";
import type { Org } from "./org.ts";

test("each table becomes an object whose fields have the types of its columns", async () => {
  const org = await orgOf({
    "flights-2k.csv":
      "date,delay,distance,origin,on time,at\n2001-01-01,-19,1797.5,LAX,true,2001-01-01 06:55:00\n2001-01-02,3,2.25,BNA,false,\n",
  });
  const object = org.object("Flights_2k__c");
  expect(object).toMatchObject({ label: "Flights 2k", keyPrefix: "aA0", custom: true });
  const custom = object?.fields.filter(({ custom }) => custom);
  expect(custom?.map(({ name, label, type }) => [name, label, type])).toEqual([
    ["date__c", "date", "date"],
    ["delay__c", "delay", "double"],
    ["distance__c", "distance", "double"],
    ["origin__c", "origin", "string"],
    ["on_time__c", "on time", "boolean"],
    ["at__c", "at", "datetime"],
  ]);
  const rows = await query(org, "SELECT date__c::VARCHAR, delay__c, at__c FROM Flights_2k__c");
  expect(rows).toEqual([
    ["2001-01-01", -19, new Date("2001-01-01T06:55:00Z")],
    ["2001-01-02", 3, null],
  ]);
  org.close();
});

test("objects from files have Ids, owners and stamps as any other object", async () => {
  const org = await orgOf({ "a.csv": `x\n${"1\n".repeat(300)}` });
  const names = org.object("A__c")?.fields.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...systemFields, "x__c"]));
  const [row] = await query(
    org,
    `SELECT count(DISTINCT Id)::INTEGER, bool_and(length(Id) = 18), bool_and(OwnerId IN (SELECT Id FROM "User")),
       bool_and(SystemModstamp < '2026-03-01 06:00:00Z') FROM A__c`,
  );
  expect(row).toEqual([300, true, true, true]);
  org.close();
});

test("long text, nested values, mixed and too-large numbers keep their content", async () => {
  const long = "ä".repeat(300);
  const org = await orgOf({
    "mixed.json": `[
      {"name": "one", "text": "${long}", "nested": {"a": [1]}, "either": "x", "big": 1, "id": 1},
      {"name": null, "text": null, "nested": null, "either": 2, "big": 9007199254740995, "id": 2}]`,
  });
  const type = (field: string) =>
    org.object("Mixed__c")?.fields.find(({ name }) => name === field)?.type;
  expect(["text__c", "nested__c", "either__c", "big__c"].map(type)).toEqual([
    "textarea",
    "textarea",
    "string",
    "string",
  ]);
  const rows = await query(
    org,
    "SELECT Name, text__c, nested__c, either__c, big__c, id__c FROM Mixed__c ORDER BY Id",
  );
  expect(rows[0]).toEqual(["one", long, '{"a":[1]}', "x", "1", 1]);
  expect(rows[1]).toEqual(["Mixed-000000001", null, null, "2", "9007199254740995", 2]);
  org.close();
});

test("names that would clash are told apart", async () => {
  const org = await orgOf({ "a b.csv": "x,X!,id\n1,2,3\n", "a-b.tsv": "x\n1\n" });
  expect(org.objects().map(({ name }) => name)).toEqual(["User", "A_B__c", "A_B_2__c"]);
  const fields = org.object("A_B__c")?.fields.filter(({ custom }) => custom);
  expect(fields?.map(({ name }) => name)).toEqual(["x__c", "X_2__c", "id__c"]);
  org.close();
});

test("files that are no tables are listed with the reason, never skipped silently", async () => {
  const org = await orgOf({
    "a.json": '{"x": 1}',
    "b.json": "[1, 2]",
    "c.txt": "",
    "d.csv": "x\n1",
  });
  expect(org.skippedFiles?.()).toEqual([
    { file: "a.json", reason: "the JSON is not an array of objects" },
    { file: "b.json", reason: "the JSON is not an array of objects" },
    { file: "c.txt", reason: "not a CSV, TSV, JSON or Parquet file" },
  ]);
  expect(org.object("D__c")).toBeDefined();
  org.close();
});

test("text stays text, blank stays null, and only true and false are booleans", async () => {
  const org = await orgOf({
    "survey.csv": `id,answer,flag,tf,sure,maybe,true name,ddmm,mmdd,digits
1,Yes,1,T,true,TRUE,True,01/02/2024,01/02/2024,12345678901234567890
2,No,0,F,False,,false,13/02/2024,03/02/2024,1
3,,1,,true,false,TRUE,02/03/2024,02/03/2024,
`,
    "flags.json": '[{"sure": true, "maybe": null}, {"sure": false, "maybe": true}]',
  });
  const types = (object: string) =>
    org
      .object(object)
      ?.fields.filter(({ custom }) => custom)
      .map(({ name, type }) => `${name} ${type}`);
  expect(types("Survey__c")).toEqual([
    "id__c double",
    "answer__c string",
    "flag__c double",
    "tf__c string",
    "sure__c boolean",
    "maybe__c string",
    "true_name__c boolean",
    "ddmm__c date",
    "mmdd__c string",
    "digits__c string",
  ]);
  const rows = await query(
    org,
    "SELECT answer__c, tf__c, sure__c, maybe__c, ddmm__c::VARCHAR, mmdd__c, digits__c FROM Survey__c ORDER BY Id",
  );
  expect(rows).toEqual([
    ["Yes", "T", true, "TRUE", "2024-02-01", "01/02/2024", "12345678901234567890"],
    ["No", "F", false, null, "2024-02-13", "03/02/2024", "1"],
    [null, null, true, "false", "2024-03-02", "02/03/2024", null],
  ]);
  expect(types("Flags__c")).toEqual(["sure__c boolean", "maybe__c string"]);
  expect(await query(org, "SELECT sure__c, maybe__c FROM Flags__c ORDER BY Id")).toEqual([
    [true, null],
    [false, "true"],
  ]);
  org.close();
});

test.each([
  ["broken.json", '[{"x": 1}, {"x"', "Malformed JSON"],
  ["broken.parquet", "PAR1", "too small to be a Parquet file"],
  ["more.csv", `a,b\n${"1,2\n".repeat(100)}1,2,3,4\n`, "line 102: Expected Number of Columns: 2"],
  ["fewer.csv", 'a,"b,c"\n1,2\n3\n4,5\n', "line 3: Expected Number of Columns: 2 Found: 1"],
  ["unfinished.csv", `a,b\n${"1,2\n".repeat(100)}1,"2`, "line 102: Value with unterminated quote"],
  ["latin.csv", Buffer.from("a\n1\n\xe4\n", "latin1"), "line 3: Invalid unicode"],
  ["empty.csv", "", "the file is empty"],
])("%s is listed with the line, and the other files are served", async (file, content, reason) => {
  const org = await orgOf({ [file]: content, "whole.csv": "x\n1\n" });
  expect(org.skippedFiles?.()).toEqual([{ file, reason: expect.stringContaining(reason) }]);
  expect(org.objects().map(({ name }) => name)).toEqual(["User", "Whole__c"]);
  org.close();
});

test("a link that leads nowhere is listed", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "org-data-"));
  symlinkSync("/no/such/file.csv", join(dataFolder, "gone.csv"));
  const org = await createOrg({ ...empty, dataFolder });
  expect(org.skippedFiles?.()).toEqual([
    { file: "gone.csv", reason: expect.stringContaining("cannot be read") },
  ]);
  org.close();
});

test("a folder that does not exist is an error that names it", async () => {
  const options = { seed: 1, accounts: 0, startDate: "2026-03-01", dataFolder: "/no/such/folder" };
  await expect(createOrg(options)).rejects.toThrow("/no/such/folder");
});

test("a day updates, deletes and copies rows of files, as it reports", async () => {
  const org = await orgOf({ "a.csv": `x,y\n${"1,u\n".repeat(1000)}` });
  const reports = await org.day();
  const report = reports.find(({ object }) => object === "A__c");
  expect(report).toMatchObject({ created: 2, updated: 5, softDeleted: 1, hardDeleted: 0 });
  const [row] = await query(
    org,
    `SELECT count(*)::INTEGER, count(DISTINCT Id)::INTEGER, sum(x__c), count(*) FILTER (IsDeleted)::INTEGER,
       count(*) FILTER (SystemModstamp > '2026-03-01 06:00:00Z')::INTEGER FROM A__c`,
  );
  expect(row).toEqual([1002, 1002, 1007, 1, 8]);
  org.close();
});

test("every table of a public collection of data files loads, with all its rows", async () => {
  const folder = join(dirname(createRequire(import.meta.url).resolve("vega-datasets")), "../data");
  const org = await createOrg({ ...empty, dataFolder: folder });
  expect(org.objects().length).toBe(62);
  expect(org.skippedFiles?.().map(({ file }) => file)).toEqual(noTables);
  const [row] = await query(
    org,
    `SELECT (SELECT count(*) FROM Flights_3m__c)::INTEGER, (SELECT count(*) FROM Airports__c)::INTEGER,
       (SELECT count(*) FROM Movies__c)::INTEGER, (SELECT sum(delay__c) FROM Flights_2k__c)`,
  );
  expect(row?.slice(0, 3)).toEqual([3_000_000, 3376, 3201]);
  org.close();
});

const empty = { seed: 3, accounts: 0, startDate: "2026-03-01" };
const systemFields = [
  "Id",
  "OwnerId",
  "Name",
  "IsDeleted",
  "CreatedDate",
  "LastModifiedDate",
  "SystemModstamp",
];
const noTables = [
  "7zip.png",
  "annual-precip.json",
  "earthquakes.json",
  "ffox.png",
  "flights-200k.arrow",
  "gimp.png",
  "londonBoroughs.json",
  "londonTubeLines.json",
  "miserables.json",
  "us-10m.json",
  "volcano.json",
  "world-110m.json",
];

async function orgOf(files: Readonly<Record<string, string | Buffer>>): Promise<Org> {
  const dataFolder = mkdtempSync(join(tmpdir(), "org-data-"));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(dataFolder, name), content);
  }
  return createOrg({ ...empty, dataFolder });
}

async function query(from: Org, sql: string): Promise<unknown[][]> {
  const connection = await from.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJS();
  } finally {
    connection.closeSync();
  }
}
