import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceContract } from "../../../../test/contracts/source-contract.ts";
import type { Extract } from "../../ports/source.ts";
import type { MemoryRow } from "./memory-row.ts";
import { memorySource } from "./memory-source.ts";

const fields = [
  { name: "Id", type: "id" },
  { name: "Name", type: "string" },
  { name: "Amount", type: "currency" },
  { name: "Closed", type: "date" },
  { name: "IsDeleted", type: "boolean" },
  { name: "SystemModstamp", type: "datetime" },
].map((field) => ({ ...field, label: field.name, calculated: false }));

function row(index: number): MemoryRow {
  return {
    Id: `001${String(index).padStart(15, "0")}`,
    Name: `Name ${index}`,
    Amount: index / 2,
    Closed: "2026-01-31",
    IsDeleted: index % 5 === 0,
    SystemModstamp: new Date(Date.UTC(2026, 0, 1, 0, index)),
  };
}

const names = fields.map(({ name }) => name);

function accounts(count = 20) {
  const rows = Array.from({ length: count }, (_, index) => row(index + 1));
  const now = new Date("2026-01-02T00:00:00Z");
  return {
    rows,
    source: memorySource({ objects: { Account: { fields, rows } }, now, pageRows: 7 }),
  };
}

sourceContract("Memory", ["bulk", "rest"], async () => ({
  source: accounts().source,
  object: "Account",
  fields: names,
  stamp: "SystemModstamp",
  middle: new Date(Date.UTC(2026, 0, 1, 0, 9)),
  liveRows: 16,
  allRows: 20,
}));

const whole: Extract = {
  object: "Account",
  fields: names,
  window: undefined,
  includeDeleted: true,
  api: "bulk",
};

async function texts(source: ReturnType<typeof accounts>["source"], extract: Extract) {
  const spool = await mkdtemp(join(tmpdir(), "lakewright-spool-"));
  const found: string[] = [];
  const { pages } = await source.extract(extract, spool, new AbortController().signal);
  for await (const { file } of pages) found.push(await readFile(file, "utf8"));
  return found;
}

test("CSV pages look like Bulk API 2.0's, each with its header", async () => {
  const { rows, source } = accounts(1);
  rows[0] = { ...row(1), Name: 'A "quoted",\nlong name', Amount: null };
  expect(await texts(source, whole)).toEqual([
    '"Id","Name","Amount","Closed","IsDeleted","SystemModstamp"\n' +
      '"001000000000000001","A ""quoted"",\nlong name","","2026-01-31","false","2026-01-01T00:01:00.000Z"\n',
  ]);
});

test("JSON pages look like the records of a REST query", async () => {
  const { source } = accounts(1);
  const [page = ""] = await texts(source, { ...whole, api: "rest" });
  expect(JSON.parse(page)).toEqual([
    {
      attributes: {
        type: "Account",
        url: "/services/data/v62.0/sobjects/Account/001000000000000001",
      },
      ...row(1),
      SystemModstamp: "2026-01-01T00:01:00.000+0000",
    },
  ]);
});

test("rows and clock can be changed between extracts", async () => {
  const { rows, source } = accounts(1);
  rows.push(row(2));
  expect(await source.count(whole)).toBe(2);
  source.setNow(new Date("2026-03-01T00:00:00Z"));
  expect(await source.now()).toEqual(new Date("2026-03-01T00:00:00Z"));
});

test("fails after the pages it was told, once", async () => {
  const { source } = accounts();
  source.failAfterPages(2);
  const spool = await mkdtemp(join(tmpdir(), "lakewright-spool-"));
  const { pages } = await source.extract(whole, spool, new AbortController().signal);
  let seen = 0;
  const read = async () => {
    for await (const _ of pages) seen++;
  };
  await expect(read()).rejects.toMatchObject({ code: "source_unreachable" });
  expect(seen).toBe(2);
  expect(await texts(source, whole)).toHaveLength(3);
});

test("refuses a field that the object does not have", async () => {
  const { source } = accounts();
  await expect(texts(source, { ...whole, fields: ["Id", "Nope"] })).rejects.toMatchObject({
    code: "source_refused",
    message: expect.stringContaining("Nope"),
  });
});
