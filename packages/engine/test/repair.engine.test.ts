import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { LakeFault } from "../src/catalog/use-cases/lake-faults.ts";
import { checkLake, repairLake } from "../src/catalog/use-cases/repair-lake.ts";
import { runPlatform } from "../src/flows/use-cases/run-platform.ts";
import { type LocalPlatform, openLocalPlatform } from "../src/local.ts";
import { openLocalState } from "../src/local-state.ts";
import type { Ports } from "../src/ports.ts";
import { queryLake } from "../src/query/use-cases/query-lake.ts";
import { memorySource } from "../src/sources/adapters/memory/memory-source.ts";
import { anyEnvironment, anyFlow } from "./any-flow.ts";
import {
  baseFields,
  day,
  field,
  quiet,
  row,
  signal,
} from "./contracts/use-cases/lake-under-test.ts";
import { bundledChild } from "./gate/bundled-child.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const account = anyFlow({ overlapSeconds: 1800 });
const product = anyFlow({
  name: "gtm-dev-crm-Product2",
  object: "Product2",
  table: "product2",
  incremental: false,
});
const flows = [account, product];
const environment = anyEnvironment(flows);

/** A lake on this machine that was loaded for five days: changes, deletions, a new field, an object loaded in full. */
async function fiveDays() {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-repair-"));
  closing.push(() => rm(folder, { recursive: true }));
  const rows = [
    row("a", "2026-02-01T00:00:00Z"),
    row("b", "2019-01-01T00:00:00Z"),
    row("c", "2026-02-28T23:00:00Z"),
  ];
  const fields = [...baseFields];
  const products = [row("p", "2026-02-01T00:00:00Z"), row("q", "2026-02-02T00:00:00Z")];
  const source = memorySource({
    objects: { Account: { fields, rows }, Product2: { fields: baseFields, rows: products } },
    now: day(1),
    pageRows: 2,
  });
  const childFile = await bundledChild(folder);
  const open = async (): Promise<{ ports: Ports; local: LocalPlatform }> => {
    const local = await openLocalPlatform({
      environment,
      stateFolder: folder,
      childFile,
      processEnv: {},
      secretsFile: { path: "/nowhere.env", platformFolder: "/platform", isDefault: true },
    });
    const clock = { now: () => new Date() };
    return {
      local,
      ports: { ...local.ports, clock, openSource: () => source, canRead: () => true },
    };
  };
  const lake = { folder, rows, source, ...(await open()) };
  closing.push(() => lake.local.close());
  const run = async (options = {}) => {
    const ended = await runPlatform(
      { ports: lake.ports, environment, signal, report: quiet },
      { names: flows.map(({ name }) => name), ...options },
    );
    expect(ended.failures).toEqual([]);
    return ended;
  };
  await run();
  for (const n of [2, 3, 4, 5]) {
    rows.push(row(`d${n}`, `2026-03-0${n - 1}T08:00:00Z`));
    rows[0] = row("a", `2026-03-0${n - 1}T09:00:00Z`, { Name: `changed ${n}` });
    if (n === 3) {
      fields.push(field("Extra__c", "double"));
      rows[1] = row("b", "2026-03-02T10:00:00Z", { Extra__c: 2.5 });
      products.pop();
    }
    if (n === 4) rows[2] = row("c", "2026-03-03T11:00:00Z", { IsDeleted: true });
    source.setNow(day(n));
    // The newest run of the one is older than that of the other.
    await run(n === 5 ? { names: [account.name] } : {});
  }
  return {
    ...lake,
    run,
    get ports() {
      return lake.ports;
    },
    /** Closes the state, changes its files, and opens it again. */
    async reopenedAfter(change: () => Promise<unknown>) {
      await lake.local.close();
      await change();
      Object.assign(lake, await open());
    },
    /** Runs SQL on catalog.db behind everybody's back. */
    async tampered(...statements: readonly string[]) {
      const state = await openLocalState(folder);
      state.execute("PRAGMA foreign_keys = OFF");
      for (const statement of statements) state.execute(statement);
      state.close();
    },
    pathsOf: async (flow = account) => {
      const files = await lake.ports.ledger.files(flow.name);
      return Promise.all(files.map(({ uri }) => lake.ports.blobs.localPath(uri)));
    },
  };
}

const sqls = [
  "SELECT * FROM crm_ext.account ORDER BY load_date, id, systemmodstamp",
  "SELECT * FROM crm_current.account ORDER BY id",
  "SELECT load_date, count(*) FROM crm.account GROUP BY ALL ORDER BY ALL",
  "SELECT * FROM crm_ext.product2 ORDER BY load_date, id",
  "SELECT * FROM crm_current.product2 ORDER BY id",
];

async function answers(ports: Ports): Promise<string> {
  const all = [];
  for (const sql of sqls) all.push(await queryLake(ports, { flows, sql }, signal));
  return JSON.stringify(all);
}

const catalogOf = async ({ catalog }: Ports) => [
  await catalog.tables("crm"),
  await catalog.partitions("crm", "account"),
  await catalog.partitions("crm", "product2"),
];

const files = async (folder: string) =>
  (await readdir(join(folder, "s3"), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

async function withoutCatalog(folder: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"])
    await rm(join(folder, `catalog.db${end}`), { force: true });
}

const briefly = (faults: readonly LakeFault[]) =>
  faults.map(({ what, table, loadDate }) => [what, table, loadDate ?? ""].join(" ").trim());

test("a lake without its catalog is told, and answers as before once it is repaired", async () => {
  const lake = await fiveDays();
  const [before, stored] = [await answers(lake.ports), await files(lake.folder)];
  const partitions = (await catalogOf(lake.ports)).map((list) => list.length);
  await lake.reopenedAfter(() => withoutCatalog(lake.folder));
  const found = briefly(await checkLake(lake.ports, environment));
  expect(found).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `run crm.account 2026030${n}`),
    ...[1, 2, 3, 4].map((n) => `run crm.product2 2026030${n}`),
  ]);
  await repairLake(lake.ports, environment);
  expect(await answers(lake.ports)).toBe(before);
  expect((await catalogOf(lake.ports)).map((list) => list.length)).toEqual(partitions);
  expect(await files(lake.folder)).toEqual(stored);
  expect(await checkLake(lake.ports, environment)).toEqual([]);
  expect(await repairLake(lake.ports, environment)).toEqual([]);
  expect(await lake.ports.ledger.bookmark(account.name)).toEqual({
    to: new Date("2026-03-04T09:00:00Z"),
  });
});

test("the next run goes on from the newest stamp less the overlap, and doubles nothing", async () => {
  const lake = await fiveDays();
  await lake.reopenedAfter(() => withoutCatalog(lake.folder));
  await repairLake(lake.ports, environment);
  lake.rows.push(row("late", "2026-03-05T05:00:00Z"));
  lake.source.setNow(day(6));
  const { runs } = await lake.run({ names: [account.name] });
  expect(runs).toMatchObject([
    { kind: "increment", rows: 1, window: { from: new Date("2026-03-04T08:30:00Z") } },
  ]);
  const sql =
    "SELECT id FROM crm_ext.account GROUP BY id, systemmodstamp, name HAVING count(*) > 1";
  expect((await queryLake(lake.ports, { flows, sql }, signal)).rows).toEqual([]);
});

test("a repair that was killed at any step is finished by the next one", async () => {
  const lake = await fiveDays();
  const before = await answers(lake.ports);
  for (const calls of [1, 3, 7]) {
    await lake.reopenedAfter(() => withoutCatalog(lake.folder));
    let left = calls;
    const restoreRun: Ports["ledger"]["restoreRun"] = async (run) => {
      if (left-- === 0) throw new Error("killed");
      await lake.ports.ledger.restoreRun(run);
    };
    const dying = { ...lake.ports, ledger: { ...lake.ports.ledger, restoreRun } };
    await expect(repairLake(dying, environment)).rejects.toThrow("killed");
    await repairLake(lake.ports, environment);
    expect(await answers(lake.ports), String(calls)).toBe(before);
    expect(await checkLake(lake.ports, environment)).toEqual([]);
  }
});

test("what one process is loading is not repaired, and what it left is not registered", async () => {
  const lake = await fiveDays();
  const [path = ""] = await lake.pathsOf();
  const { ledger } = lake.ports;
  const [last] = await ledger.runs({ flow: account.name, limit: 1 });
  if (!last) throw new Error("no run");
  const executionId = "ffffffff-0000-7000-8000-000000000000";
  const target = last.target.replace(last.executionId, executionId);
  await ledger.openRun({ ...last, executionId, target });
  const copy = `${lake.folder}/copy.parquet`;
  await writeFile(copy, await readFile(path));
  await lake.ports.blobs.publish([{ file: copy, uri: `${target}part-00000.parquet` }]);
  await expect(repairLake(lake.ports, environment)).rejects.toMatchObject({ code: "flow_busy" });
  expect(await checkLake(lake.ports, environment)).toEqual([]);
  await ledger.failRun(executionId, { endedAt: day(6), status: "failed", code: "x", message: "x" });
  const before = await answers(lake.ports);
  await repairLake(lake.ports, environment);
  expect(await answers(lake.ports)).toBe(before);
});

test.each(["kept", "lost"])(
  "copies of files and folders, and what others put there, bring no row twice: catalog %s",
  async (catalog) => {
    const lake = await fiveDays();
    const before = await answers(lake.ports);
    const [path = ""] = await lake.pathsOf();
    const run = dirname(path);
    const folders = [
      `${run} copy`,
      join(run, "..", "of'me"),
      join(run, "../../09", basename(run)),
      join(run, "inner"),
    ];
    for (const folder of folders) {
      await mkdir(folder, { recursive: true });
      await copyFile(path, join(folder, basename(path)));
    }
    for (const name of ["part-00000 (copy)", "part-00000.parquet~", "a[1]*'", "new\nline"])
      await copyFile(path, join(run, `${name}.parquet`));
    await symlink(path, join(run, "part-00009.parquet"));
    await writeFile(join(run, "notes.parquet"), "not a table");
    await symlink("/", join(run, "..", "0198b1e0-0000-7000-8000-000000000000"));
    const all = await files(lake.folder);
    if (catalog === "lost") await lake.reopenedAfter(() => withoutCatalog(lake.folder));
    else expect(await checkLake(lake.ports, environment)).toEqual([]);
    await repairLake(lake.ports, environment);
    expect(await answers(lake.ports)).toBe(before);
    expect(await checkLake(lake.ports, environment)).toEqual([]);
    expect(await files(lake.folder)).toEqual(all);
  },
);

type Lake = Awaited<ReturnType<typeof fiveDays>>;

/** A damage, and the faults that it is. `mended` = the answers are those of before. */
interface Damage {
  readonly does: (lake: Lake) => Promise<unknown>;
  readonly found: readonly string[];
  readonly mended: boolean;
}

const cut = async (path = "") => writeFile(path, (await readFile(path)).subarray(0, -20));

const damages: Readonly<Record<string, Damage>> = {
  "a file is gone": {
    does: async (lake) => rm((await lake.pathsOf())[1] ?? ""),
    found: ["file crm.account 20260302"],
    mended: false,
  },
  "a file is cut short": {
    does: async (lake) => cut((await lake.pathsOf(product))[3]),
    found: ["file crm.product2 20260304"],
    mended: false,
  },
  "a file holds rows that cannot be read": {
    does: async (lake) => {
      const [path = ""] = await lake.pathsOf();
      const bytes = await readFile(path);
      await writeFile(
        path,
        bytes.map((byte, at) => (at >= 4 && at < 60 ? byte ^ 0xff : byte)),
      );
    },
    found: ["file crm.account 20260301"],
    mended: false,
  },
  "two files changed places": {
    does: async (lake) => {
      const [one = "", , , other = ""] = await lake.pathsOf();
      await rename(one, `${one}.x`);
      await rename(other, one);
      await rename(`${one}.x`, other);
    },
    found: ["file crm.account 20260301", "file crm.account 20260304"],
    mended: false,
  },
  "the merged file is damaged": {
    does: async (lake) => {
      const merged = await lake.ports.ledger.snapshot(account.name);
      await cut(await lake.ports.blobs.localPath(merged?.uri ?? ""));
    },
    found: ["file crm.account"],
    mended: true,
  },
  "a run is gone from the ledger": {
    does: (lake) => lake.tampered("DELETE FROM runs WHERE started_at LIKE '2026-03-03%'"),
    found: ["run crm.account 20260303", "run crm.product2 20260303"],
    mended: true,
  },
  "the newest run is gone from the ledger": {
    does: (lake) =>
      lake.tampered(
        "DELETE FROM runs WHERE started_at LIKE '2026-03-05%' AND flow LIKE '%Account'",
        "DELETE FROM files WHERE sequence NOT IN (SELECT sequence FROM runs)",
      ),
    found: ["run crm.account 20260305"],
    mended: true,
  },
  "the files of a run are gone from the ledger": {
    does: (lake) => lake.tampered("DELETE FROM files WHERE load_date = '20260302'"),
    found: ["run crm.account 20260302", "run crm.product2 20260302"],
    mended: true,
  },
  "a bookmark is gone": {
    does: (lake) => lake.tampered("DELETE FROM bookmarks"),
    found: ["bookmark crm.account"],
    mended: true,
  },
  "a partition is gone": {
    does: (lake) => lake.tampered("DELETE FROM partitions WHERE first_value = '20260304'"),
    found: ["partition crm.account 20260304", "partition crm.product2 20260304"],
    mended: true,
  },
  "a table is gone": {
    does: (lake) =>
      lake.tampered(
        "DELETE FROM partitions WHERE table_id = (SELECT table_id FROM tables WHERE name = 'account')",
        "DELETE FROM tables WHERE name = 'account'",
      ),
    found: ["table crm.account"],
    mended: true,
  },
  "a column is gone": {
    does: (lake) =>
      lake.tampered(
        `UPDATE tables SET input = json_remove(input, '$.StorageDescriptor.Columns[' || (json_array_length(input, '$.StorageDescriptor.Columns') - 1) || ']') WHERE name = 'account'`,
      ),
    found: ["columns crm.account 20260303"],
    mended: true,
  },
};

test.each(Object.entries(damages))(
  "where %s, exactly that is found and mended",
  async (_, { does, found, mended }) => {
    const lake = await fiveDays();
    expect(await checkLake(lake.ports, environment)).toEqual([]);
    const [before, stored] = [await answers(lake.ports), (await files(lake.folder)).length];
    await does(lake);
    const left = (await files(lake.folder)).length;
    expect(left).toBeGreaterThanOrEqual(stored - 1);
    expect(briefly(await checkLake(lake.ports, environment))).toEqual(found);
    expect(briefly(await repairLake(lake.ports, environment))).toEqual(found);
    expect(await checkLake(lake.ports, environment)).toEqual([]);
    expect(await files(lake.folder)).toHaveLength(left);
    const after = await answers(lake.ports);
    if (mended) expect(after).toBe(before);
  },
  300_000,
);
