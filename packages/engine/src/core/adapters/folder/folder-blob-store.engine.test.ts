import { mkdir, mkdtemp, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { blobStoreContract, put } from "../../../../test/contracts/blob-store-contract.ts";
import { publishFile } from "./folder-blob-publish.ts";
import { folderBlobStore } from "./folder-blob-store.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "lakewright-blobs-"));

blobStoreContract("A folder", async () => folderBlobStore(await newFolder()));

test("an object lies at the path its name spells, for its owner alone", async () => {
  const root = await newFolder();
  const blobs = folderBlobStore(root);
  await put(blobs, { "s3://raw/a/b.txt": "hello" });
  const path = join(root, "s3", "raw", "a", "b.txt");
  expect(await readFile(path, "utf8")).toBe("hello");
  expect(await blobs.localPath("s3://raw/a/b.txt")).toBe(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(root, "s3", "raw"))).mode & 0o777).toBe(0o700);
});

test("a link that leaves the root is neither written through, read, listed nor removed", async () => {
  const root = await newFolder();
  const outside = await newFolder();
  await writeFile(join(outside, "theirs"), "theirs");
  await mkdir(join(root, "s3", "raw"), { recursive: true });
  await symlink(outside, join(root, "s3", "raw", "link"));
  await symlink(join(outside, "theirs"), join(root, "s3", "raw", "file"));
  const blobs = folderBlobStore(root);
  const refusal = { code: "unknown_name", message: expect.stringContaining("symbolic link") };
  await expect(put(blobs, { "s3://raw/link/deep/x": "x" })).rejects.toMatchObject(refusal);
  await expect(blobs.read("s3://raw/link/theirs", 0, 9)).rejects.toMatchObject(refusal);
  await expect(blobs.read("s3://raw/file", 0, 9)).rejects.toMatchObject(refusal);
  await expect(blobs.localPath("s3://raw/link/theirs")).rejects.toMatchObject(refusal);
  await expect(blobs.remove("s3://raw/link/")).rejects.toMatchObject(refusal);
  await expect(blobs.removeObject("s3://raw/link/theirs")).rejects.toMatchObject(refusal);
  expect(await blobs.list("s3://")).toEqual([]);
  expect(await readdir(outside)).toEqual(["theirs"]);
});

test("files in the making are not listed", async () => {
  const root = await newFolder();
  const blobs = folderBlobStore(root);
  await put(blobs, { "s3://raw/a/1": "1" });
  await writeFile(join(root, "s3", "raw", "a", ".tmp-2"), "half");
  await mkdir(join(root, "s3", ".tmp-removed"));
  await writeFile(join(root, "s3", ".tmp-removed", "3"), "gone");
  expect(await blobs.list("s3://")).toEqual([{ uri: "s3://raw/a/1", bytes: 1 }]);
});

test("a folder whose removal was interrupted is removed with the next one", async () => {
  const root = await newFolder();
  const blobs = folderBlobStore(root);
  await put(blobs, { "s3://raw/a/1": "1" });
  await mkdir(join(root, "s3", ".tmp-half-removed"));
  await writeFile(join(root, "s3", ".tmp-half-removed", "2"), "2");
  await blobs.remove("s3://raw/gone/");
  expect(await readdir(join(root, "s3"))).toEqual(["raw"]);
  expect(await blobs.list("s3://")).toEqual([{ uri: "s3://raw/a/1", bytes: 1 }]);
});

describe("publishing", () => {
  async function files() {
    const folder = await newFolder();
    const file = join(folder, "page");
    await writeFile(file, "hello");
    await mkdir(join(folder, "lake"));
    return { file, target: join(folder, "lake", "object"), lake: join(folder, "lake") };
  }
  const failing = (code: string) => async () => {
    throw Object.assign(new Error(code), { code });
  };

  test("copies a file from another file system and then takes it away", async () => {
    const { file, target, lake } = await files();
    await publishFile(file, target, failing("EXDEV"));
    expect(await readFile(target, "utf8")).toBe("hello");
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect(await readdir(lake)).toEqual(["object"]);
    await expect(stat(file)).rejects.toThrow("ENOENT");
  });
  test.each(["ENOSPC", "EDQUOT"])("reports %s as disk_full and keeps the file", async (code) => {
    const { file, target } = await files();
    await expect(publishFile(file, target, failing(code))).rejects.toMatchObject({
      code: "disk_full",
    });
    expect(await readFile(file, "utf8")).toBe("hello");
  });
});
