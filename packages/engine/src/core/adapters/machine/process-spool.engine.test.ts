import { mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSpool } from "./process-spool.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "lakewright-spool-"));
const me = { pid: process.pid, host: hostname() };
/** Beyond what Linux hands out (proc(5), pid_max). */
const ended = { pid: 4_194_305, host: hostname() };

test("what processes that have ended left in the spool is removed, whatever they were at", async () => {
  const spool = await newFolder();
  const left = await openSpool(spool, ended);
  await mkdir(join(left.folder, "merge"));
  await writeFile(join(left.folder, "merge", "merged.parquet"), "half");
  await mkdir(join(spool, "%zz of nobody"));
  const own = await openSpool(spool, me);
  expect((await readdir(spool)).map((name) => join(spool, name))).toEqual([own.folder]);
});

test("what another process on this machine is writing stays", async () => {
  const spool = await newFolder();
  const living = await openSpool(spool, { ...me, pid: process.ppid });
  await writeFile(join(living.folder, "page"), "rows");
  const own = await openSpool(spool, me);
  expect(await readdir(living.folder)).toEqual(["page"]);
  await own.close();
  expect(await readdir(spool)).toHaveLength(1);
});

test("a folder from another host is removed: a state folder serves one machine", async () => {
  const spool = await newFolder();
  await openSpool(spool, { pid: process.pid, host: "an-earlier-container" });
  const own = await openSpool(spool, me);
  expect(await readdir(spool)).toHaveLength(1);
  await own.close();
});
