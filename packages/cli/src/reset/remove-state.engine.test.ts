import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertStateFolder, finishResets, removeState } from "./remove-state.ts";

async function newState(...more: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-reset-"));
  for (const name of ["s3", "spool", "warehouse", ...more]) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, "file"), "x");
  }
  for (const name of ["catalog.db", "catalog.db-wal", "hash.key"])
    await writeFile(join(folder, name), "x");
  return folder;
}

const killed = "reset-00000000-0000-4000-8000-000000000000";

test("a state goes with its folder, and with what a killed reset had taken aside", async () => {
  const folder = await newState(killed);
  await removeState(folder);
  expect(existsSync(folder)).toBe(false);
});

test("what is not lakewright's stays", async () => {
  const folder = await newState("photos", "reset-notes");
  await removeState(folder);
  expect((await readdir(folder)).sort()).toEqual(["photos", "reset-notes"]);
});

test("a reset that was killed is finished, and nothing else is touched", async () => {
  const folder = await newState(killed);
  await finishResets(folder);
  expect((await readdir(folder)).sort()).toEqual(
    ["catalog.db", "catalog.db-wal", "hash.key", "s3", "spool", "warehouse"].sort(),
  );
  await finishResets(join(folder, "nothing"));
});

test("a folder that holds only what a killed reset had taken aside is still a state folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-reset-"));
  await mkdir(join(folder, killed));
  await assertStateFolder(folder);
});
