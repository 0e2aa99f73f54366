import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, type TestContext, test } from "vitest";
import { motoForTests } from "../../../../test/aws/moto-server.ts";
import { blobReaderContract } from "../../../../test/contracts/blob-store-contract.ts";
import { s3BlobStore } from "./s3-blob-store.ts";

const moto = motoForTests();

async function open(context: TestContext) {
  const s3 = new S3Client((await moto(context)).client);
  const buckets = new Set<string>();
  const makeBucket = async (Bucket: string) => {
    if (!buckets.has(Bucket)) await s3.send(new CreateBucketCommand({ Bucket }));
    buckets.add(Bucket);
  };
  await makeBucket("raw");
  const put = async (texts: Readonly<Record<string, string>>) => {
    for (const [uri, text] of Object.entries(texts)) {
      const [Bucket = "", ...parts] = uri.slice("s3://".length).split("/");
      await makeBucket(Bucket);
      const object = { Bucket, Key: parts.join("/"), Body: Buffer.from(text) };
      await s3.send(new PutObjectCommand(object));
    }
  };
  return { blobs: s3BlobStore(s3), put };
}

blobReaderContract("S3", open);

test("lists no marker of an empty folder", async (context) => {
  const { blobs, put } = await open(context);
  await put({ "s3://raw/f/2026/": "", "s3://raw/f/2026/a.parquet": "a" });
  expect(await blobs.list("s3://raw/f/2026/")).toEqual([
    { uri: "s3://raw/f/2026/a.parquet", bytes: 1 },
  ]);
});

test("lists more objects than one answer holds", async (context) => {
  const { blobs, put } = await open(context);
  const uris = Array.from(
    { length: 1005 },
    (_, index) => `s3://raw/f/${String(index).padStart(4, "0")}`,
  );
  await put(Object.fromEntries(uris.map((uri) => [uri, "x"])));
  expect((await blobs.list("s3://raw/f/")).map(({ uri }) => uri)).toEqual(uris);
});

test("fails where it may not look or the bucket is gone: nothing found is another thing", async (context) => {
  const { blobs } = await open(context);
  await expect(blobs.list("s3://elsewhere/f/")).rejects.toMatchObject({ name: "NoSuchBucket" });
});
