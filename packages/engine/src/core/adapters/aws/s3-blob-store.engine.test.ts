import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, type TestContext, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { s3BlobStore } from "./s3-blob-store.ts";

const moto = motoForTests();

async function storeWith(context: TestContext, texts: Readonly<Record<string, string>>) {
  const s3 = new S3Client((await moto(context)).client);
  await s3.send(new CreateBucketCommand({ Bucket: "raw" }));
  for (const [Key, Body] of Object.entries(texts))
    await s3.send(new PutObjectCommand({ Bucket: "raw", Key, Body }));
  return s3BlobStore(s3);
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

test("lists the objects under a prefix by URI, with their sizes, and no folder markers", async (context) => {
  const blobs = await storeWith(context, {
    ...{ "f/2026/b ü.parquet": "bb", "f/2026/a.parquet": "a", "f/2026/": "", "g/x": "x" },
  });
  expect(await blobs.list("s3://raw/f/2026/")).toEqual([
    { uri: "s3://raw/f/2026/a.parquet", bytes: 1 },
    { uri: "s3://raw/f/2026/b ü.parquet", bytes: 2 },
  ]);
  expect(await blobs.list("s3://raw/none/")).toEqual([]);
});

test("lists more objects than one answer holds", async (context) => {
  const names = Array.from({ length: 1005 }, (_, index) => `f/${String(index).padStart(4, "0")}`);
  const blobs = await storeWith(context, Object.fromEntries(names.map((name) => [name, "x"])));
  expect((await blobs.list("s3://raw/f/")).map(({ uri }) => uri)).toEqual(
    names.map((name) => `s3://raw/${name}`),
  );
});

test("reads the bytes from start up to, not including, end; past the end what is there", async (context) => {
  const blobs = await storeWith(context, { "a b/ü#1": "0123456789" });
  const uri = "s3://raw/a b/ü#1";
  expect(text(await blobs.read(uri, 2, 5))).toBe("234");
  expect(text(await blobs.read(uri, 8, 50))).toBe("89");
  expect(text(await blobs.read(uri, 4, 4))).toBe("");
  expect(text(await blobs.read(uri, 50, 60))).toBe("");
});

test("fails to read an object that is missing, naming it", async (context) => {
  const blobs = await storeWith(context, {});
  await expect(blobs.read("s3://raw/none", 0, 1)).rejects.toMatchObject({
    code: "state_corrupt",
    message: "the object s3://raw/none is missing",
  });
});

test("fails where it may not look or the bucket is gone: nothing found is another thing", async (context) => {
  const blobs = await storeWith(context, {});
  await expect(blobs.list("s3://elsewhere/f/")).rejects.toMatchObject({ name: "NoSuchBucket" });
});
