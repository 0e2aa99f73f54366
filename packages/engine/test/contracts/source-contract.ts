import { mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { PlatformError } from "../../src/core/domain/platform-error.ts";
import type { Extract, Page, Source } from "../../src/sources/ports/source.ts";

/** A source with an object whose rows the contract can count on. */
export interface SourceUnderTest {
  readonly source: Source;
  readonly object: string;
  /** The key and other fields, with the deleted mark and a time among them. */
  readonly fields: readonly string[];
  /** The field that orders changes. */
  readonly stamp: string;
  /** A time that some stamps are before, some exactly at, and some after. */
  readonly middle: Date;
  /** Rows not deleted, and all rows; the second is larger. Enough for more than one page. */
  readonly liveRows: number;
  readonly allRows: number;
}

/** Contract of every source. `make` gives one that reads by these APIs and holds such an object. */
export function sourceContract(
  name: string,
  apis: readonly string[],
  make: () => Promise<SourceUnderTest>,
): void {
  describe(`${name} as a source`, () => {
    let made: SourceUnderTest;
    let spool: string;
    beforeEach(async () => {
      made = await make();
      spool = await mkdtemp(join(tmpdir(), "lakewright-spool-"));
    });
    describeTests(() => made);
    apiTests(() => made.source, apis);
    for (const api of apis) pageTests(() => ({ ...made, spool }), api);
    test("brings the same rows by every API", async () => {
      const keys = (api: string) => keysOf({ ...made, spool }, extractOf(made, { api }));
      const [first = [], ...others] = await Promise.all(apis.map(keys));
      for (const other of others) expect([...other].sort()).toEqual([...first].sort());
    });
  });
}

type Made = () => SourceUnderTest & { readonly spool: string };

function extractOf(
  { object, fields }: SourceUnderTest,
  parts: Pick<Extract, "api"> & Partial<Extract>,
): Extract {
  return { object, fields, window: undefined, includeDeleted: false, ...parts };
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

async function keysOf(made: ReturnType<Made>, extract: Extract): Promise<readonly string[]> {
  const { key } = await made.source.rowFields(made.object);
  const { pages } = await pagesOf(made, { ...extract, fields: [key] });
  const lists = await Promise.all(
    pages.map(async ({ file, format }) => {
      const text = await readFile(file, "utf8");
      if (format === "json")
        return (JSON.parse(text) as Record<string, string>[]).map((row) => row[key] ?? "");
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
  });
  test("names the key, the deleted mark and the change stamps of an object among its fields", async () => {
    const { source, object, stamp } = made();
    const { key, deletedMark, changeStamps } = await source.rowFields(object);
    const { fields } = await source.describe(object);
    const typeOf = (field: string | undefined) => fields.find(({ name }) => name === field)?.type;
    expect([typeOf(key), typeOf(deletedMark)]).toEqual(["id", "boolean"]);
    expect(changeStamps).toContain(stamp);
    expect(typeOf(stamp)).toBe("datetime");
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

function apiTests(source: () => Source, apis: readonly string[]): void {
  test("chooses one of its APIs, counted or not, and the one that a flow insists on", () => {
    for (const expectedRows of [undefined, 0, 1_000_000])
      expect(apis).toContain(source().chooseApi("auto", expectedRows));
    for (const api of apis) expect(source().chooseApi(api, 1)).toBe(api);
  });
  test("falls back to none of its APIs twice, and to none where a flow insists on one", () => {
    const error = new PlatformError("bulk_unsupported", "no bulk", "use rest");
    for (const first of apis) {
      const tried: string[] = [];
      for (let api: string | undefined = first; api !== undefined; ) {
        expect(apis).toContain(api);
        expect(tried).not.toContain(api);
        tried.push(api);
        api = source().fallbackApi({ preferredApi: "auto", api, error });
      }
      expect(source().fallbackApi({ preferredApi: first, api: first, error })).toBeUndefined();
    }
  });
  test("falls back for nothing that another API would fail with, too", () => {
    const error = new PlatformError("source_unreachable", "gone", "run again");
    for (const api of apis)
      expect(source().fallbackApi({ preferredApi: "auto", api, error })).toBeUndefined();
  });
}

function pageTests(made: Made, api: string): void {
  test(`${api}: of the rows that are named by their keys, brings exactly those`, async () => {
    const all = await keysOf(made(), extractOf(made(), { api }));
    // More than one query names, where the source has as many.
    const keys = all.filter((_, at) => at % 3 > 0);
    const { totalRows } = await pagesOf(made(), extractOf(made(), { api, keys }));
    expect(totalRows).toBe(keys.length);
    const found = await keysOf(made(), extractOf(made(), { api, keys }));
    expect([...found].sort()).toEqual([...keys].sort());
    expect(await keysOf(made(), extractOf(made(), { api, keys: [] }))).toEqual([]);
  });
  test(`${api}: pages hold the rows they say, and together what the source counted`, async () => {
    const extract = extractOf(made(), { api });
    const { pages, totalRows } = await pagesOf(made(), extract);
    expect(pages.length).toBeGreaterThan(1);
    expect(totalRows).toBe(made().liveRows);
    expect(pages.reduce((sum, { rows }) => sum + rows, 0)).toBe(totalRows);
    expect([totalRows, undefined]).toContain(await made().source.count(extract));
    for (const page of pages) expect((await stat(page.file)).size).toBe(page.bytes);
    const ids = await keysOf(made(), extract);
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
      keysOf(made(), extractOf(made(), { api, window: { field, from, to } }));
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
    const ids = await keysOf(made(), extractOf(made(), { api, includeDeleted: true }));
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
