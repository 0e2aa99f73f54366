import { mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Extract, Page, Source, SourceApi } from "../../src/sources/ports/source.ts";

/** A source with an object whose rows the contract can count on. */
export interface SourceUnderTest {
  readonly source: Source;
  readonly object: string;
  /** `Id` and other fields, with `times` and `IsDeleted` among them. */
  readonly fields: readonly string[];
  /** The field that orders changes. */
  readonly stamp: string;
  /** A time that some stamps are before, some exactly at, and some after. */
  readonly middle: Date;
  /** Rows not deleted, and all rows; the second is larger. Enough for more than one page. */
  readonly liveRows: number;
  readonly allRows: number;
}

/** What every source must do. `make` gives one that holds such an object. */
export function sourceContract(name: string, make: () => Promise<SourceUnderTest>): void {
  describe(`${name} as a source`, () => {
    let made: SourceUnderTest;
    let spool: string;
    beforeEach(async () => {
      made = await make();
      spool = await mkdtemp(join(tmpdir(), "lakewright-spool-"));
    });
    describeTests(() => made);
    for (const api of ["bulk", "rest"] as const) pageTests(() => ({ ...made, spool }), api);
    test("brings the same rows through both ways", async () => {
      const bulk = await idsOf({ ...made, spool }, extractOf(made, { api: "bulk" }));
      const rest = await idsOf({ ...made, spool }, extractOf(made, { api: "rest" }));
      expect([...bulk].sort()).toEqual([...rest].sort());
    });
  });
}

type Made = () => SourceUnderTest & { readonly spool: string };

function extractOf(made: SourceUnderTest, asked: Partial<Extract>): Extract {
  const { object, fields } = made;
  return { object, fields, window: undefined, includeDeleted: false, api: "bulk", ...asked };
}

async function pagesOf(
  { source, spool }: ReturnType<Made>,
  extract: Extract,
): Promise<{ pages: readonly Page[]; totalRows: number }> {
  const extraction = await source.extract(extract, spool, new AbortController().signal);
  const pages: Page[] = [];
  for await (const page of extraction.pages) pages.push(page);
  return { pages, totalRows: extraction.totalRows() };
}

async function idsOf(made: ReturnType<Made>, extract: Extract): Promise<readonly string[]> {
  const { pages } = await pagesOf(made, { ...extract, fields: ["Id"] });
  const lists = await Promise.all(
    pages.map(async ({ file, format }) => {
      const text = await readFile(file, "utf8");
      if (format === "json") return (JSON.parse(text) as { Id: string }[]).map(({ Id }) => Id);
      const [, ...lines] = text.trimEnd().split(/\r?\n/);
      return lines.map((line) => line.slice(1, -1));
    }),
  );
  return lists.flat();
}

function describeTests(made: () => SourceUnderTest): void {
  test("describes an object with the fields it can be asked for", async () => {
    const { source, object, fields } = made();
    const description = await source.describe(object);
    expect(description.name).toBe(object);
    const names = description.fields.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...fields]));
    expect(description.fields.find(({ name }) => name === "Id")?.type).toBe("id");
  });
  test("does not know an object that is not there, naming it", async () => {
    await expect(made().source.describe("Nothing__c")).rejects.toMatchObject({
      name: "PlatformError",
      message: expect.stringContaining("Nothing__c"),
    });
  });
  test("tells its time and where it stands", async () => {
    expect(Number.isNaN((await made().source.now()).getTime())).toBe(false);
    expect((await made().source.organization()).id).not.toBe("");
  });
}

function pageTests(made: Made, api: SourceApi): void {
  test(`${api}: pages hold the rows they say, and together what the source counted`, async () => {
    const extract = extractOf(made(), { api });
    const { pages, totalRows } = await pagesOf(made(), extract);
    expect(pages.length).toBeGreaterThan(1);
    expect(totalRows).toBe(made().liveRows);
    expect(pages.reduce((sum, { rows }) => sum + rows, 0)).toBe(totalRows);
    expect([totalRows, undefined]).toContain(await made().source.count(extract));
    for (const page of pages) expect((await stat(page.file)).size).toBe(page.bytes);
    const ids = await idsOf(made(), extract);
    expect(new Set(ids).size).toBe(made().liveRows);
  });
  test(`${api}: files lie in the spool folder and nowhere else`, async () => {
    const { pages } = await pagesOf(made(), extractOf(made(), { api }));
    expect(new Set(await readdir(made().spool)).size).toBe(pages.length);
    for (const { file } of pages) expect(file.startsWith(made().spool)).toBe(true);
  });
  test(`${api}: pages are in the form that the format says`, async () => {
    const { fields } = made();
    const { pages } = await pagesOf(made(), extractOf(made(), { api }));
    for (const { file, format, rows } of pages) {
      const text = await readFile(file, "utf8");
      if (format === "csv") expect(text.split(/\r?\n/)[0]).toBe(`"${fields.join('","')}"`);
      else expect(JSON.parse(text)).toHaveLength(rows);
    }
  });
  test(`${api}: two windows that meet hold each row once`, async () => {
    const { stamp: field, middle, liveRows } = made();
    const end = new Date("2100-01-01T00:00:00Z");
    const within = (from: Date | undefined, to: Date) =>
      idsOf(made(), extractOf(made(), { api, window: { field, from, to } }));
    const before = await within(undefined, middle);
    const after = await within(middle, end);
    expect(before.length).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(0);
    expect(new Set([...before, ...after]).size).toBe(liveRows);
    expect(before.length + after.length).toBe(liveRows);
    const exactly = await within(middle, new Date(middle.getTime() + 1000));
    expect(exactly.length).toBeGreaterThan(0);
  });
  test(`${api}: deleted rows come when asked for`, async () => {
    const ids = await idsOf(made(), extractOf(made(), { api, includeDeleted: true }));
    expect(ids).toHaveLength(made().allRows);
    expect(made().allRows).toBeGreaterThan(made().liveRows);
  });
  test(`${api}: an empty window is no failure`, async () => {
    const window = { field: made().stamp, from: new Date(0), to: new Date(1000) };
    const { pages, totalRows } = await pagesOf(made(), extractOf(made(), { api, window }));
    expect(totalRows).toBe(0);
    expect(pages.reduce((sum, { rows }) => sum + rows, 0)).toBe(0);
  });
  test(`${api}: stops when it is told to`, async () => {
    const { source, spool } = made();
    const abort = new AbortController();
    abort.abort();
    const read = async () => {
      const extraction = await source.extract(extractOf(made(), { api }), spool, abort.signal);
      for await (const _ of extraction.pages);
    };
    await expect(read()).rejects.toMatchObject({ code: "cancelled" });
  });
}
