import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, type TestContext, test } from "vitest";
import type { BlobReader, BlobStore } from "../../src/core/ports/blob-store.ts";

type Texts = Readonly<Record<string, string>>;

export interface BlobReaderUnderTest {
  readonly blobs: BlobReader;
  /** Makes objects of these texts by their URIs, and their buckets. */
  put(texts: Texts): Promise<void>;
}

/** Contract of every reader of blobs. `make` gives an empty one in which the bucket `raw` exists, or skips the test. */
export function blobReaderContract(
  name: string,
  make: (context: TestContext) => Promise<BlobReaderUnderTest>,
): void {
  describe(`${name} as a reader of blobs`, () => {
    let made: BlobReaderUnderTest;
    beforeEach(async (context) => {
      made = await make(context);
    });
    readingTests(() => made);
    listingTests(() => made);
    test.each(badNames)("refuses to read %j", async (uri) => {
      await expect(made.blobs.read(uri, 0, 1)).rejects.toMatchObject({ code: "unknown_name" });
    });
  });
}

/** Contract of every blob store. `make` gives an empty one. */
export function blobStoreContract(name: string, make: () => Promise<BlobStore>): void {
  blobReaderContract(name, async () => {
    const blobs = await make();
    return { blobs, put: (texts) => put(blobs, texts) };
  });
  describe(`${name} as a blob store`, () => {
    let blobs: BlobStore;
    beforeEach(async () => {
      blobs = await make();
    });
    writingTests(() => blobs);
    localPathTests(() => blobs);
    removalTests(() => blobs);
    nameTests(() => blobs);
  });
}

/** Publishes texts under their URIs. */
export async function put(blobs: BlobStore, texts: Texts): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-put-"));
  const files = Object.entries(texts).map(([uri, text], index) => ({
    uri,
    text,
    file: join(folder, String(index)),
  }));
  for (const { file, text } of files) await writeFile(file, text);
  await blobs.publish(files);
}

async function textAt(blobs: BlobReader, uri: string, start = 0, end = 1000): Promise<string> {
  return Buffer.from(await blobs.read(uri, start, end)).toString("utf8");
}

const urisIn = async (blobs: BlobReader, prefix: string) =>
  (await blobs.list(prefix)).map(({ uri }) => uri);

function readingTests(made: () => BlobReaderUnderTest): void {
  test("reads the bytes from start up to, not including, end; past the end what is there", async () => {
    const { blobs, put } = made();
    await put({ "s3://raw/a b/ü#1": "0123456789" });
    expect(await textAt(blobs, "s3://raw/a b/ü#1", 2, 5)).toBe("234");
    expect(await textAt(blobs, "s3://raw/a b/ü#1", 8, 50)).toBe("89");
    expect(await textAt(blobs, "s3://raw/a b/ü#1", 4, 4)).toBe("");
    expect(await textAt(blobs, "s3://raw/a b/ü#1", 50, 60)).toBe("");
  });
  test("reads nothing of an object without bytes", async () => {
    const { blobs, put } = made();
    await put({ "s3://raw/empty": "" });
    expect(await textAt(blobs, "s3://raw/empty", 0, 10)).toBe("");
    expect(await blobs.list("s3://raw/")).toEqual([{ uri: "s3://raw/empty", bytes: 0 }]);
  });
  test("reads what replaced an object, not what was there before", async () => {
    const { blobs, put } = made();
    await put({ "s3://raw/a": "old" });
    await put({ "s3://raw/a": "new" });
    expect(await textAt(blobs, "s3://raw/a")).toBe("new");
  });
  test.each([
    [0, 1],
    [0, 0],
  ])("fails to read an object that is missing, naming it (%i to %i)", async (start, end) => {
    await expect(made().blobs.read("s3://raw/none", start, end)).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringContaining("s3://raw/none"),
    });
  });
}

function listingTests(made: () => BlobReaderUnderTest): void {
  test("lists what begins with the prefix, by URI, with sizes", async () => {
    const { blobs, put } = made();
    await put({
      "s3://raw/f/2026/01/02/x/b ü": "1",
      "s3://raw/f/2026/01/01/x/1": "12",
      "s3://raw/f-out/1": "123",
      "s3://raw/f.txt": "1",
      "s3://rawer/f/1": "1",
    });
    expect(await blobs.list("s3://raw/f/")).toEqual([
      { uri: "s3://raw/f/2026/01/01/x/1", bytes: 2 },
      { uri: "s3://raw/f/2026/01/02/x/b ü", bytes: 1 },
    ]);
    expect(await urisIn(blobs, "s3://raw/f")).toEqual([
      "s3://raw/f-out/1",
      "s3://raw/f.txt",
      "s3://raw/f/2026/01/01/x/1",
      "s3://raw/f/2026/01/02/x/b ü",
    ]);
    expect(await urisIn(blobs, "s3://raw/f/2026/01/0")).toHaveLength(2);
    expect(await urisIn(blobs, "s3://raw/")).toHaveLength(4);
  });
  test("lists nothing where nothing is", async () => {
    const { blobs, put } = made();
    expect(await blobs.list("s3://raw/x/")).toEqual([]);
    await put({ "s3://raw/a": "1" });
    expect(await blobs.list("s3://raw/a/")).toEqual([]);
  });
}

function writingTests(blobs: () => BlobStore): void {
  test("takes a finished file over, which is gone from where it was", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "lakewright-put-")), "page");
    await writeFile(file, "hello");
    await blobs().publish([{ file, uri: "s3://raw/a/b.txt" }]);
    expect(await textAt(blobs(), "s3://raw/a/b.txt")).toBe("hello");
    await expect(readFile(file)).rejects.toThrow("ENOENT");
  });
  test("a bucket that nothing was put into holds nothing", async () => {
    expect(await blobs().list("s3://none/x/")).toEqual([]);
    await expect(blobs().read("s3://none/x", 0, 1)).rejects.toMatchObject({
      code: "state_corrupt",
    });
  });
}

function localPathTests(blobs: () => BlobStore): void {
  test("says where an engine can open the object", async () => {
    await put(blobs(), { "s3://raw/a b/ü#1.parquet": "bytes" });
    const path = await blobs().localPath("s3://raw/a b/ü#1.parquet");
    expect(await readFile(path, "utf8")).toBe("bytes");
  });
  test("gives a path for an object that is missing, and tells its size as undefined", async () => {
    await put(blobs(), { "s3://raw/f/1": "12" });
    for (const uri of [
      "s3://raw/f/2",
      "s3://raw/g/1",
      "s3://none/1",
      "s3://raw/f/1/2",
      "s3://raw/f",
    ]) {
      expect((await blobs().localPath(uri)).endsWith(uri.slice("s3:/".length))).toBe(true);
      expect([uri, await blobs().size(uri)]).toEqual([uri, undefined]);
    }
    expect(await blobs().size("s3://raw/f/1")).toBe(2);
  });
  test("gives paths that sort and end as their URIs do", async () => {
    const uris = ["s3://raw/f/1/b.json", "s3://raw/f/2/a.parquet", "s3://raw/g/0.csv"];
    await put(blobs(), Object.fromEntries(uris.map((uri) => [uri, "x"])));
    const paths = await Promise.all(uris.map((uri) => blobs().localPath(uri)));
    expect([...paths].sort()).toEqual(paths);
    for (const [index, uri] of uris.entries())
      expect(paths[index]?.endsWith(uri.slice(uri.lastIndexOf("/")))).toBe(true);
  });
}

function removalTests(blobs: () => BlobStore): void {
  test("removes a folder and leaves its neighbours", async () => {
    await put(blobs(), { "s3://raw/f/1": "1", "s3://raw/f/2/3": "1", "s3://raw/f2": "1" });
    await blobs().remove("s3://raw/f/");
    expect(await urisIn(blobs(), "s3://raw/")).toEqual(["s3://raw/f2"]);
    await blobs().remove("s3://raw/f/");
    await blobs().remove("s3://none/f/");
    await put(blobs(), { "s3://raw/f/1": "again" });
    expect(await urisIn(blobs(), "s3://raw/f/")).toEqual(["s3://raw/f/1"]);
  });
  test("removes nothing by a name that is no folder", async () => {
    await put(blobs(), { "s3://raw/f/1": "1" });
    await expect(blobs().remove("s3://raw/f")).rejects.toThrow("slash");
    expect(await urisIn(blobs(), "s3://raw/")).toEqual(["s3://raw/f/1"]);
  });
  test("removes one object; a missing one is fine", async () => {
    await put(blobs(), { "s3://raw/f/1": "1", "s3://raw/f/11": "1" });
    await blobs().removeObject("s3://raw/f/1");
    await blobs().removeObject("s3://raw/f/1");
    expect(await urisIn(blobs(), "s3://raw/")).toEqual(["s3://raw/f/11"]);
  });
}

const badNames = [
  "s3://raw/../x",
  "s3://raw/a//b",
  "s3://../raw/a",
  "/etc/x",
  "s3://raw/a\\..\\b",
  "s3://raw/a\0b",
  "s3://raw/.tmp-x",
];

function nameTests(blobs: () => BlobStore): void {
  test.each(badNames)("refuses %j", async (uri) => {
    const refusal = { code: "unknown_name" };
    await expect(put(blobs(), { [uri]: "x" })).rejects.toMatchObject(refusal);
    await expect(blobs().localPath(uri)).rejects.toMatchObject(refusal);
    await expect(blobs().remove(`${uri}/`)).rejects.toMatchObject(refusal);
    await expect(blobs().removeObject(uri)).rejects.toMatchObject(refusal);
  });
}
