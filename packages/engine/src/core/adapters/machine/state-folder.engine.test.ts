import { mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashKey, prepareStateFolder } from "./state-folder.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "lakewright-folder-"));

test("makes the folder with its parts, for its owner alone, and once more without harm", async () => {
  const folder = join(await newFolder(), "a", ".lakewright");
  const made = await prepareStateFolder(folder);
  expect(await prepareStateFolder(folder)).toEqual(made);
  for (const path of [folder, made.spool, made.logs])
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  expect(await readdir(folder)).toEqual(["logs", "spool"]);
});

test("refuses a path that is a file, or leads through one", async () => {
  const file = join(await newFolder(), "file");
  await writeFile(file, "");
  await expect(prepareStateFolder(file)).rejects.toMatchObject({
    code: "state_corrupt",
    message: expect.stringContaining("it is a file"),
    hint: expect.stringContaining("--state"),
  });
  await expect(prepareStateFolder(join(file, "below"))).rejects.toMatchObject({
    code: "state_corrupt",
  });
});

test("makes one random key for all who ask, and keeps it private", async () => {
  const folder = await newFolder();
  const keys = await Promise.all(Array.from({ length: 8 }, () => hashKey(folder)));
  expect(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size).toBe(1);
  expect(keys[0]).toHaveLength(32);
  expect(await hashKey(folder)).toEqual(keys[0]);
  expect((await stat(join(folder, "hash.key"))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["hash.key"]);
  expect(await hashKey(await newFolder())).not.toEqual(keys[0]);
});

test("does not replace a damaged key", async () => {
  const folder = await newFolder();
  await writeFile(join(folder, "hash.key"), "short");
  await expect(hashKey(folder)).rejects.toMatchObject({ code: "key_missing" });
  expect(await readdir(folder)).toEqual(["hash.key"]);
});
