import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { motoForTests } from "./moto-server.ts";

const moto = motoForTests();

test("moto answers the SDK, and starts empty for each test", async (context) => {
  const server = await moto(context);
  const s3 = new S3Client({ ...server.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: "raw" }));
  const names = async () =>
    (await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name);
  expect(await names()).toEqual(["raw"]);
  expect(await moto(context)).toBe(server);
  expect((await names()) ?? []).toEqual([]);
  s3.destroy();
});
