import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateDatabaseCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GlueClient,
} from "@aws-sdk/client-glue";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import type { MotoServer } from "./moto-server.ts";

/** A Parquet file of the rows of a SELECT. */
export async function parquetOf(select: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-parquet-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const file = join(folder, "file.parquet");
    await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
    return await readFile(file);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

/** A lake in moto as it is deployed: a bucket and databases, nothing in them. */
export async function motoLake({ client }: MotoServer, bucket: string, databases: string[]) {
  const s3 = new S3Client(client);
  const glue = new GlueClient(client);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const Name of databases)
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
  return {
    /** Puts an object at `s3://bucket/key`. */
    put: async (uri: string, Body: Buffer) => {
      const Key = uri.slice(`s3://${bucket}/`.length);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    },
    /** The table as Glue's API answers it. */
    table: async (DatabaseName: string, Name: string) =>
      (await glue.send(new GetTableCommand({ DatabaseName, Name }))).Table,
    /** Partitions as Glue's API answers them: at most the two of a page. */
    partitions: async (DatabaseName: string, TableName: string) =>
      (await glue.send(new GetPartitionsCommand({ DatabaseName, TableName }))).Partitions ?? [],
  };
}
