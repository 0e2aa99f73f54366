import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFile,
  mkdir,
  mkdtemp,
  open as openFile,
  readFile,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import Database from "libsql";
import { afterEach, describe, expect, test } from "vitest";
import { partition, tableInput } from "../../../../test/contracts/catalog-contract.ts";
import { opening } from "../../../../test/contracts/sample-runs.ts";
import { sqliteCatalog } from "../../../catalog/adapters/sqlite/sqlite-catalog.ts";
import { sqliteLedger } from "../../../catalog/adapters/sqlite/sqlite-ledger.ts";
import { migrations, openLocalState } from "../../../local-state.ts";
import { connect } from "./sqlite-connection.ts";
import { migrate } from "./sqlite-migrations.ts";
import type { State } from "./sqlite-state.ts";

const opened: State[] = [];
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
});

const newFolder = () => mkdtemp(join(tmpdir(), "lakewright-state-"));

async function open(folder: string): Promise<State> {
  const state = await openLocalState(folder);
  opened.push(state);
  return state;
}

const me = { pid: process.pid, host: hostname() };

/** A state with a table of many partitions, closed, all of it in catalog.db. */
async function filledFolder(partitions = 200): Promise<string> {
  const folder = await newFolder();
  const state = await openLocalState(folder);
  const catalog = sqliteCatalog(state);
  await catalog.ensureDatabase("crm");
  await catalog.createTable("crm", tableInput("account"));
  for (let day = 0; day < partitions; day++)
    await catalog.createPartition("crm", "account", partition(String(20260000 + day)));
  state.all("PRAGMA wal_checkpoint(TRUNCATE)");
  state.close();
  return folder;
}

describe("a new state", () => {
  test("belongs to its owner alone: folder 0700, files 0600", async () => {
    const folder = join(await newFolder(), "deep", "state");
    const state = await open(folder);
    await sqliteCatalog(state).ensureDatabase("crm");
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    expect(await mode(folder)).toBe("700");
    for (const file of ["catalog.db", "catalog.db-wal", "catalog.db-shm"])
      expect(await mode(join(folder, file))).toBe("600");
  });
  test("takes a file of no bytes for new", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "catalog.db"), "");
    expect(await sqliteCatalog(await open(folder)).databases()).toEqual([]);
  });
  test("still has everything when it is opened again", async () => {
    const folder = await filledFolder(3);
    expect(await sqliteCatalog(await open(folder)).partitions("crm", "account")).toHaveLength(3);
  });
  test("is made once when many open it at the same time", async () => {
    const folder = await newFolder();
    const states = await Promise.all(Array.from({ length: 4 }, () => open(folder)));
    for (const [index, state] of states.entries())
      await sqliteCatalog(state).ensureDatabase(`d${index}`);
    for (const state of states) expect(await sqliteCatalog(state).databases()).toHaveLength(4);
  });
});

describe("a state that cannot be used is refused and left as it is", () => {
  async function expectRefused(folder: string, code: string, message: string): Promise<void> {
    const file = join(folder, "catalog.db");
    const before = await readFile(file);
    await expect(openLocalState(folder)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    await expect(openLocalState(folder)).rejects.toThrow(file);
    expect((await readFile(file)).equals(before)).toBe(true);
  }

  test("text instead of a database", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "catalog.db"), "garbage ".repeat(1000));
    await expectRefused(folder, "state_corrupt", "not a SQLite database");
  });
  test("a few bytes", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "catalog.db"), "SQLite format 3\0");
    await expectRefused(folder, "state_corrupt", "not a SQLite database");
  });
  test("a file cut at a page", async () => {
    const folder = await filledFolder();
    await truncate(join(folder, "catalog.db"), 8192);
    await expectRefused(folder, "state_corrupt", "it has 8192 bytes of");
  });
  test("a file cut to nothing whose log still holds changes", async () => {
    const folder = await newFolder();
    await sqliteCatalog(await open(folder)).ensureDatabase("crm");
    const copy = await newFolder();
    await copyFile(join(folder, "catalog.db-wal"), join(copy, "catalog.db-wal"));
    await writeFile(join(copy, "catalog.db"), "");
    await expectRefused(copy, "state_corrupt", "holds changes");
    expect((await stat(join(copy, "catalog.db-wal"))).size).toBeGreaterThan(0);
  });
  test("garbage over the pages in the middle", async () => {
    const folder = await filledFolder();
    await overwrite(join(folder, "catalog.db"), 4096, 8 * 4096);
    await expectRefused(folder, "state_corrupt", "");
  });
  test("a missing table", async () => {
    const folder = await filledFolder(1);
    const database = new Database(join(folder, "catalog.db"));
    database.exec("DROP TABLE outbox");
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    await expectRefused(folder, "state_corrupt", 'no table "outbox"');
  });
  test("another program's database", async () => {
    const folder = await newFolder();
    const database = new Database(join(folder, "catalog.db"));
    database.exec("CREATE TABLE theirs (a)");
    database.pragma("journal_mode = WAL");
    database.close();
    await expectRefused(folder, "state_corrupt", "another program's");
  });
  test("the state of a newer release", async () => {
    const folder = await filledFolder(1);
    const database = new Database(join(folder, "catalog.db"));
    database.exec("PRAGMA user_version = 99");
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    await expectRefused(folder, "state_too_new", "version 99");
  });
  test("a folder in its place", async () => {
    const folder = await newFolder();
    await mkdir(join(folder, "catalog.db"));
    await expect(openLocalState(folder)).rejects.toMatchObject({ code: "state_corrupt" });
  });
});

test("the way out of a damaged state names the files to move and the command to run", async () => {
  const folder = await newFolder();
  await writeFile(join(folder, "catalog.db"), "garbage ".repeat(1000));
  const file = join(folder, "catalog.db");
  await expect(openLocalState(folder)).rejects.toMatchObject({
    hint: expect.stringMatching(/move it aside: mv .*objects in s3\/ stay.*lakewright run --full/),
  });
  await expect(openLocalState(folder)).rejects.toMatchObject({
    hint: expect.stringContaining(`mv "${file}" "${file}.damaged"`),
  });
});

test("damage that opening did not meet is reported by the operation that meets it", async () => {
  const folder = await filledFolder(30_000);
  const file = join(folder, "catalog.db");
  const { size } = await stat(file);
  expect(size).toBeGreaterThan(4_000_000);
  await overwrite(file, size - 3 * 4096, 3 * 4096);
  const catalog = sqliteCatalog(await open(folder));
  await expect(catalog.partitions("crm", "account")).rejects.toMatchObject({
    code: "state_corrupt",
    message: expect.stringContaining(file),
  });
});

test("a stored value that is no longer JSON is reported as damage", async () => {
  const state = await open(await filledFolder(1));
  state.run("UPDATE tables SET input = '{\"Name'");
  await expect(sqliteCatalog(state).table("crm", "account")).rejects.toMatchObject({
    code: "state_corrupt",
  });
});

test("a full disk fails the operation as disk_full, changes nothing, and goes on when there is room", async () => {
  const state = await open(await newFolder());
  const catalog = sqliteCatalog(state);
  await catalog.ensureDatabase("crm");
  const pages = state.one<{ page_count: number }>("PRAGMA page_count")?.page_count ?? 0;
  state.all(`PRAGMA max_page_count = ${pages}`);
  const large = tableInput("account", "x".repeat(100_000));
  await expect(catalog.createTable("crm", large)).rejects.toMatchObject({
    code: "disk_full",
    message: expect.stringContaining("catalog.db"),
  });
  expect(await catalog.tables("crm")).toEqual([]);
  state.all("PRAGMA max_page_count = 1000000");
  expect(await catalog.createTable("crm", large)).toBe("created");
});

test("steps of a newer release are applied once and keep what is there", async () => {
  const folder = await filledFolder(2);
  const state = await open(folder);
  const steps = [...migrations, "CREATE TABLE later (a TEXT)", "INSERT INTO later VALUES ('x')"];
  migrate(state, steps);
  migrate(state, steps);
  expect(state.all("SELECT a FROM later")).toEqual([{ a: "x" }]);
  expect(state.one("PRAGMA user_version")).toEqual({ user_version: steps.length });
  expect(await sqliteCatalog(state).partitions("crm", "account")).toHaveLength(2);
});

test("a step that fails leaves the version and the tables as they were", async () => {
  const state = await open(await filledFolder(2));
  const steps = [...migrations, "CREATE TABLE later (a TEXT); SELECT nonsense"];
  expect(() => migrate(state, steps)).toThrow();
  expect(state.one("PRAGMA user_version")).toEqual({ user_version: migrations.length });
  expect(state.all("SELECT name FROM sqlite_schema WHERE name = 'later'")).toEqual([]);
});

const libsql = createRequire(import.meta.url).resolve("libsql");

/** A process that takes the write lock, says so, and holds it until it is killed, or for some time after it was told to let go. */
async function lockHolder(file: string) {
  const script = `const db = new (require(${JSON.stringify(libsql)}))(${JSON.stringify(file)});
    db.exec("BEGIN IMMEDIATE"); db.exec("INSERT INTO databases VALUES ('theirs')"); console.log("locked");
    process.stdin.once("data", () => setTimeout(() => { db.exec("COMMIT"); process.exit(0); }, 400));`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

test("a write waits for the write of another process and then sees it", async () => {
  const state = await open(await newFolder());
  const holder = await lockHolder(state.file);
  expect(await sqliteCatalog(state).databases()).toEqual([]);
  // A write keeps this process from doing anything else, so that the other one must let go by itself.
  holder.stdin.write("let go");
  await sqliteCatalog(state).ensureDatabase("ours");
  expect(await sqliteCatalog(state).databases()).toEqual(["ours", "theirs"]);
});

test("a lock that is held for too long is reported as busy", async () => {
  const state = await open(await newFolder());
  const holder = await lockHolder(state.file);
  const impatient = connect(state.file, 100);
  expect(() => impatient.run("INSERT INTO databases VALUES ('ours')")).toThrow(
    expect.objectContaining({ code: "flow_busy", message: expect.stringContaining(state.file) }),
  );
  impatient.close();
  holder.kill("SIGKILL");
});

test("what a process wrote before it was killed is there, what it had not committed is not", async () => {
  const state = await open(await newFolder());
  const script = `const db = new (require(${JSON.stringify(libsql)}))(${JSON.stringify(state.file)});
    db.exec("PRAGMA synchronous = NORMAL; INSERT INTO databases VALUES ('committed')");
    db.exec("BEGIN IMMEDIATE; INSERT INTO databases VALUES ('open')");
    process.kill(process.pid, "SIGKILL");`;
  await expect(promisify(execFile)(process.execPath, ["-e", script])).rejects.toMatchObject({
    signal: "SIGKILL",
  });
  expect(await sqliteCatalog(state).databases()).toEqual(["committed"]);
  await sqliteLedger(state, me).openRun(opening({ executionId: "r1" }));
});

test("reading one row leaves no old view of the file behind", async () => {
  const folder = await filledFolder(5);
  const reader = await open(folder);
  reader.one("SELECT * FROM partitions");
  await sqliteCatalog(await open(folder)).ensureDatabase("later");
  expect(await sqliteCatalog(reader).databases()).toContain("later");
  await sqliteCatalog(reader).ensureDatabase("latest");
});

test("a folder that cannot be made is refused, naming the reason", async () => {
  const folder = await filledFolder(1);
  await expect(openLocalState(join(folder, "catalog.db", "below"))).rejects.toMatchObject({
    code: "state_corrupt",
    message: expect.stringContaining("ENOTDIR"),
  });
});

async function overwrite(file: string, from: number, bytes: number): Promise<void> {
  const handle = await openFile(file, "r+");
  await handle.write(Buffer.alloc(bytes, 0xa5), 0, bytes, from);
  await handle.close();
}
